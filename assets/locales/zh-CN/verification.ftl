### 验证:结论栏、签名面板、信任、签名时的版本。结论的句子在 verdicts.ftl。
signatures = 签名
signature-count = 共 { $count } 个签名
signature-on-page = 在第 { $page } 页
verdict-details = 详情
verdict-checking = 正在验证签名…
verdict-not-examined = 无法验证此文件。
verdict-unsigned-words = 此文件没有签名，无法确认是谁出具的，也无法确认内容是否被改过。
question-who = 谁签的？
question-unchanged = 内容是否与签名时一致？
question-entitled = 当时有资格签吗？
question-when = 何时签的？依据是什么？
changes-after = 签名之后的更改
what-to-do = 怎么办
kind-approval = 签名
kind-certification = 认证签名
kind-timestamp = 时间戳
file-details = 文件与验证时间
fact-judged-for = 验证时间
fact-field = 签名栏

## 信任
look-up = 现在联网查询
look-up-busy = 正在查询…
trust-open = 信任此证书…
trust-title = 信任这张证书？
trust-words = 信任之后，凡用这张证书作出的签名，都会显示为“{ $name }”签署。请先确认它确实属于对方。
trust-words-timestamp = 信任之后，由“{ $name }”出具的时间戳会显示为可信。请先确认这张证书确实属于对方。
trust-self-signed = 这张证书由签名人自己制作，没有机构为它担保，只能靠核对指纹来确认。
trust-compared = 我已通过电话或当面核对过指纹
trust-confirm = 信任
trusted = 已信任此证书，并重新验证了签名。

## 签名时的版本
version-show = 查看签名时的版本
version-save = 保存签名时的版本…
version-slider = 版本
version-signed-by = { $name }签名时的版本
version-signed = 签名时的版本
version-received = 收到的文件
version-back = 看收到的文件
version-save-short = 保存…
version-print = 打印…
version-print-long = 打印签名时的版本…
version-printing = 已交给系统的 PDF 程序，请在那里打印。
version-saved = 签名时的版本已保存为“{ $name }”。

## 版本对照
compare-title = 版本对照
compare-how = 每一页都按两个版本各画一遍，逐点比较；不同之处在页面上标出。
compare-running = 正在对照：第 { $done } 页，共 { $total } 页
compare-busy = 正在对照…
compare-stop = 停止
compare-again = 继续对照
compare-stopped = 已停止，没有列出的页面尚未对照。
compare-same = 各页相同
compare-same-words = 两个版本的 { $count } 页看上去完全相同。
compare-differs = { $count } 页不同
compare-unknown = { $count } 页无法对照
compare-pair = 对照哪两个版本
compare-span = { $from } → { $to }
fate-differs = 第 { $page } 页：{ $count } 处不同
fate-added = 第 { $page } 页：签名后添加的
fate-removed = 原第 { $page } 页：签名后被删除
fate-moved = 第 { $page } 页：原在第 { $before } 页
fate-not-compared = 第 { $page } 页：无法对照

## 文件里还有什么
contents-title = 文件里还有什么
contents-title-count = 文件里还有什么（{ $count } 项）
contents-none = 没有发现脚本、隐藏的内容、未嵌入的字体或链接。
contents-looking = 正在查看…
pictures-look = 在所有页面上查找贴上去的印章和签名
pictures-looking = 正在查看：第 { $page } 页，共 { $pages } 页
pictures-none = 没有发现贴上去的印章或签名图片。
picture-no-signature = 图片，不是签名
picture-seal-words = 这里像印章，但没有任何签名与它对应。
picture-signature-words = 这里像手写签名，但没有任何签名与它对应。
picture-seal-on = 第 { $page } 页：像印章的图片，不是签名
picture-signature-on = 第 { $page } 页：像手写签名的图片，不是签名

## 证书
fact-name = 姓名
fact-organization = 单位
fact-issuer = 证明人
fact-valid = 有效期
fact-key = 密钥
fact-serial = 序列号
fact-fingerprint = 指纹
issuer-self = 自己（未经机构证明）
valid-span = { $from } 至 { $until }
mark-certificate = 证书：{ $name }

## 电子签名法第十三条
article13 = 可靠电子签名（第十三条）
article13-answer = ：{ $answer }
article13-note = 第十三条所列四项由程序按文件本身的证据作答，不构成法律意见；当事人约定的其他可靠条件不在此列。

## 保存验签报告
report-save = 保存验签报告…
report-title = 保存验签报告
report-format = 格式
report-format-pdf = PDF（给人看）
report-format-etsi = XML（存档系统用，ETSI TS 119 102-2）
report-sign = 由我签名，以防报告被改动
report-confirm = 选择位置并保存
report-saved = 验签报告已保存为“{ $name }”。
