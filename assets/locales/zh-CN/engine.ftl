# 引擎、命令行与系统对话框的文字。

consent-sentence = 我已阅读本报告全文，确认内容无误，同意签署。
output-signed = 已签
output-version = 签名时的版本

recovered-done = “{ $document }”在上次中断前已签署完成，已补记。
recovered-aborted = 上次签署“{ $document }”时中断，没有留下任何文件；请重新签署。
recovered-missing = 记录显示“{ $document }”已签署，但文件不见了。请查找该文件或重新签署。

dialog-open-document = 打开文件
dialog-open-image = 选择签名图片
dialog-open-key-file = 选择密钥文件
dialog-open-certificate = 选择要信任的证书
dialog-open-list = 选择可信名单
dialog-kind-list = 可信名单
dialog-save-signed = 保存已签署的文件
dialog-save-version = 保存签名时的版本
dialog-save-key-file = 保存密钥文件
dialog-save-log = 导出使用记录
dialog-kind-pdf = PDF 文件
dialog-kind-image = 图片
dialog-kind-key-file = 密钥文件
dialog-kind-certificate = 证书
dialog-kind-csv = 表格
dialog-kind-json = JSON

cli-ask-pin = PIN：
cli-ask-new-pin = 新 PIN：
cli-ask-again = 再输一次：
cli-ask-key-password = 密钥文件的密码：
cli-ask-new-key-password = 密钥文件的新密码：
cli-ask-document-password = 文档密码：
cli-signed = 已签署：{ $file }（SHA-256 { $sha256 }，记录第 { $entry } 条）
cli-version-written = 签名时的版本已写入 { $file }
cli-no-fields = 此文件没有签名字段。
cli-field-signed = { $field }（已签）
cli-field-empty = { $field }（未签）
cli-field-place = 第 { $page } 页，左上角 { $position } mm，大小 { $size } mm
cli-no-identities = 此电脑上还没有签名身份。用 vermilion identity create 新建一个。
cli-identity = { $identity }  { $id }  { $key }  颁发者：{ $issuer }  有效期至 { $until }  PIN 还可尝试 { $tries } 次
cli-identity-created = 已新建身份：{ $identity }（{ $id }，{ $key }，有效期至 { $until }）
cli-identity-imported = 已导入身份：{ $identity }（{ $id }，颁发者：{ $issuer }，有效期至 { $until }）
cli-identity-exported = 密钥文件已写入 { $file }
cli-log-intact = 记录完整：共 { $size } 条，根哈希 { $root }
cli-log-broken = 记录在第 { $entry } 条处不完整：{ $reason }
cli-log-exported = 使用记录已写入 { $file }

phase-intent = 开始
phase-done = 完成
phase-aborted = 放弃
phase-recovered = 补记

log-column-seq = 序号
log-column-local-time = 当地时间
log-column-zone = 时区
log-column-action = 操作
log-column-phase = 阶段
log-column-who = 人员
log-column-account = 系统账户
log-column-place = 地点
log-column-document = 文件
log-column-sha256-before = 操作前 SHA-256
log-column-sha256-after = 操作后 SHA-256
log-column-size = 字节数
log-column-identity = 身份
log-column-identity-id = 身份编号
log-column-certificate-sha256 = 证书 SHA-256
log-column-device = 设备
log-column-outcome = 结果
log-column-code = 原因
log-column-consent = 确认语
log-column-params = 其他
log-column-note = 备注
log-column-operation = 操作编号
log-column-hash = 本条哈希
log-column-root = 根哈希

paper-title = 验签报告
paper-file = 文件
paper-sha256 = SHA-256
paper-size = 大小
paper-size-value = { $bytes } 字节
paper-pages = 页数
paper-examined = 验证时间
paper-policy = 验证规则
paper-signature = 签名 { $number }
paper-who = 谁签的
paper-unchanged = 内容是否未改动
paper-entitled = 当时是否有资格
paper-when = 何时签署
paper-advice = 怎么办
paper-change = 签名后的更改
paper-finding = 注意
paper-certificate = 证书指纹
paper-note = 本报告由朱印在验证时的电脑上生成，只说明上述文件在上述时间的验证结果。
paper-page = 第 { $page } 页，共 { $pages } 页
cli-report-written = 验签报告已写入 { $file }

consent-sentence-batch = 我已审阅这一批文件，同意逐份签署。
output-extended = 已加时间戳
output-prepared = 待签
dialog-open-batch = 选择要一起签署的 PDF 文件
dialog-open-batch-folder = 选择要一起签署的文件夹
dialog-save-batch = 选择已签文件的存放文件夹
dialog-open-module = 选择令牌的驱动模块
dialog-kind-module = 令牌驱动模块
cli-ask-tsa-password = 时间戳服务的密码：
cli-timestamp-waits = 已签名；时间戳稍后补：联网后运行 vermilion timestamp --waiting。
cli-extended = 已完成：{ $file }（记录第 { $entry } 条，SHA-256 { $sha256 }）
cli-prepared = 已预留签名域：{ $file }
cli-nothing-waits = 没有等待的时间戳。
cli-waiting-done = { $file }：时间戳已补。
cli-batch-row = { $file } → { $output }
cli-batch-row-waiting = { $file } → { $output }（时间戳稍后补）
cli-batch-done = { $signed } 份已签，{ $failed } 份未签。
cli-check-nothing = 没有发现需要注意的问题。
cli-check-page = 第 { $page } 页：
cli-trusted = { $name }：{ $purpose }，有效期至 { $until }
    { $source }；SHA-256 { $sha256 }
cli-trust-nobody = 还没有信任的证书。
cli-trust-system = 同时信任这台电脑的操作系统所信任的机构。
cli-trust-system-no-more = 不再因操作系统而信任任何机构。
cli-trust-list-removed = 已不再信任来自名单“{ $name }”的 { $count } 个机构。
cli-module-added = 已加入令牌模块 { $name }。
cli-no-tokens = 没有插入令牌。
cli-token = { $label }（{ $maker }，序列号 { $serial }）
cli-token-certificate = — { $name }，签发者 { $issuer }，{ $key }，有效期至 { $until }

# 页面上没有画出来的内容，与贴上去的图片
omission-object-unreadable = 有损坏的内容无法读出
omission-font-unsupported = 有一种字体无法使用，相应的文字缺失
omission-picture-undecoded = 有图片无法解开
omission-annotation-undrawn = 有批注或填写的内容没有自带外观，别的软件可能会显示它
finding-picture-like-seal = 第 { $page } 页有像印章的图片，不是签名。
finding-picture-like-signature = 第 { $page } 页有像手写签名的图片，不是签名。
finding-pictures-not-looked-at = { $page ->
    [none] 页面无法查看，不知道是否有贴上去的印章或签名图片。
   *[other] 第 { $page } 页无法查看，不知道是否有贴上去的印章或签名图片。
}
finding-mark-name-differs = 签名外观上写的是“{ $shown }”，而证书属于“{ $name }”。
dialog-save-report = 保存验签报告
dialog-kind-xml = XML
dialog-open-verify = 选择要验证的 PDF 文件
dialog-open-verify-folder = 选择要验证的文件夹
dialog-save-list = 保存验签结果列表
output-report = 验签报告

paper-revisions = 版本数
paper-signatures = 签名数
paper-anchors = 信任的证书
paper-anchors-none = 没有
paper-anchors-more = 另有 { $count } 张
paper-certificate-of = 签名人的证书
list-name = 验签结果
list-title = 批量验签结果
list-made = 生成时间：{ $time }
list-folder = 文件夹
list-sha256 = SHA-256
