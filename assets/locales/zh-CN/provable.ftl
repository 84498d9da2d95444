### 证明期限:级别、时间戳、待补的时间戳、延长。

## 级别
level = 证明期限
level-b = 基本
level-b-words = 时间取自这台电脑；证书到期或吊销之后，就难以再证明签名有效。
level-t = 带时间戳
level-t-words = 由时间戳机构证明签名的时间；证书到期之后，仍能证明签名在先。
level-lt = 长期
level-lt-words = 另把证书当时有效的证据存入文件，多年后不联网也能验证。
level-lta = 归档
level-lta-words = 再加一枚归档时间戳，可以一次次续期，适合长期保管的报告。
level-b-reached = 时间取自这台电脑。
level-t-reached = 签名时间已由时间戳机构证明。
level-lt-reached = 已存入时间戳和证书状态的证据，不联网也能验证。
level-lta-reached = 已归档：带证据和归档时间戳，可以续期。
level-no-authority = 还没有设置时间戳机构。
level-to-authorities = 设置时间戳机构
level-later = 没有网络时先签名，时间戳稍后补
level-later-go = 先签名，稍后补
step-stamping = 正在取得时间戳
step-gathering = 正在收集证书状态的证据

## 待补的时间戳
waiting-title = 待补时间戳
waiting-words = 这些文件已经签名，只差时间戳。补上时间戳不会改动签名。
waiting-count = { $count } 份文件待补时间戳
waiting-show = 查看待补时间戳
waiting-since = { $since } 签名
waiting-get = 立即补
waiting-get-all = 全部立即补
waiting-getting = 正在取得时间戳…
waiting-done = 已补上 { $count } 份文件的时间戳。
waiting-empty = 没有等待时间戳的文件。
waiting-missing = 文件已不在原处，或已被更改。放回原处后可以再补。
waiting-drop = 不再等待
waiting-drop-words = 文件和签名都会保留，但签名时间将只由签名人的电脑说明。
waiting-keep = 继续等待
result-waiting = 已经签名，时间戳稍后再补。

## 延长
extend = 延长证明期限…
extend-offer = 补上时间戳和证据，签名在证书到期之后仍能证明。
extend-title = 延长证明期限
extend-words = 会在旁边另存一个新文件，原有签名不变。不需要是签名人本人。
extend-lta = 归档
extend-lta-words = 存入证据，并加盖归档时间戳；已归档的文件会续期。
extend-lt = 长期
extend-lt-words = 只存入时间戳和证书状态的证据。
extend-t = 只加文件时间戳
extend-t-words = 证明整份文件在此刻已经存在，不收集证据。
extend-go = 延长
extending = 正在延长…
extended = 证明期限已延长，保存为“{ $name }”。
