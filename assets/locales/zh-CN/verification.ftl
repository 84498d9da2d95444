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
version-of = 这是{ $name }签名时的版本。
version-unknown = 这是签名时的版本。
version-back = 返回当前文件
version-saved = 签名时的版本已保存为“{ $name }”。

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
