### 窗口:标题栏、开始页、引导、通用按钮。

## 通用
program = 朱印 Vermilion
cancel = 取消
close = 关闭
close-panel = 关闭面板
back = 上一步
next = 下一步
change = 更改
fold = 收起
create = 创建
remove = 移除
import = 导入
export = 导出
details = 详细信息
technical-details = 技术细节
more = 更多
more-choices = 更多选项
choose-file = 选择文件…
choose-other-file = 另选文件…
try-again = 重试
copy-details = 复制详情
secret-show = 显示输入
secret-hide = 隐藏输入
failure-title = 未能完成
no-start = 朱印无法启动
show-in-folder = 打开所在文件夹
# 短写的页码,用于列表。
page-short = 第 { $page } 页
page-go = 转到第 { $page } 页

## 标题栏
sign = 签名
search = 搜索
search-keys = 搜索（Ctrl F）
history = 使用记录
settings = 设置
open-other = 打开其他文件…
open-again = 重新打开
enter-password = 输入密码…
close-document = 关闭文件
back-to-document = 返回文件
back-to-start = 返回开始页
history-look = 查看使用记录
verdict-look = 查看签名
settings-identities-open = 管理身份
settings-network-open = 网络设置
settings-tokens-open = 令牌设置
back-to-batch = 返回批量签署

## 开始页
drop-title = 把 PDF 文件拖到这里
drop-release = 松开鼠标即可打开
drop-words = 检测报告只在这台电脑上处理，不会上传。
open-pdf = 打开 PDF…
doors = 从这里开始
door-sign = 签署报告
door-sign-words = 选择一份报告，审阅后签名
door-verify = 验证文件
door-verify-words = 看看是谁签的，之后是否被改过
door-sample = 打开示例报告
recent = 最近打开
recent-forget = 清空列表
recent-empty = 打开过的文件会列在这里。
recent-missing = 文件已不在原处
verdict-passed = 签名可信
verdict-indeterminate = 需要留意
verdict-failed = 签名有问题
verdict-unsigned = 没有签名
verdict-unreadable = 无法检查
verdict-none = 尚未检查
tone-good = 没有问题
tone-know = 需要留意
tone-bad = 有问题
tone-none = 说明

## 密码
password-title = 此文件已加密
password-words = “{ $name }”受密码保护（{ $encryption }）。请输入打开密码；要签名，可能需要所有者密码。
password-label = 文件密码
password-open = 打开
password-locked = 文件已加密，输入密码后才能显示。

## 首次引导
guide-open = 打开入门引导
guide-progress = 第 { $at } 步，共 { $count } 步
guide-later = 以后再说
guide-end = 结束引导
guide-start = 打开示例报告
guide-who = 您是谁
guide-who-words = 签名会带上您的姓名和单位。请填写与工作证件一致的信息。
guide-pin = 设置 PIN
guide-pin-words = 每次签名都要输入 PIN。它只保护这台电脑上的签名密钥，没有人能替您找回。
guide-pin-done = 已为“{ $name }”创建签名身份。
guide-draw = 写下您的签名
guide-draw-words = 用触控笔、手指或鼠标书写。以后每次签名都可直接使用。
guide-try = 签一份示例报告
guide-try-words = 接下来会打开一份示例报告：点一下签名的位置，输入 PIN，签名，再看看别人打开它时看到的结论。
coach-sign = 入门引导：点右上角的“签名”。
coach-place = 入门引导：翻到最后一页，在“批准”一栏点一下，签名就放在那里。
coach-consent = 入门引导：拖动可移动签名，拖角可改大小。位置合适后，勾选右侧的确认语句。
coach-pin = 入门引导：输入您的 PIN，然后点“签名”。
coach-done = 示例已签名。下方这句话，就是别人打开这份文件时看到的结论。
coach-finish = 完成
