### 设置。
settings-general = 通用
settings-language = 语言
settings-appearance = 外观
as-system = 跟随系统
appearance-light = 浅色
appearance-dark = 深色
settings-signing = 签名
settings-place = 默认签名地点
settings-place-hint = 签名时自动填入，可随时修改。
settings-identities = 身份
settings-identities-words = 能在这台电脑上签名的人。密钥由各自的 PIN 保护，连续输错五次即锁定。
settings-trust = 信任的证书
settings-trust-words = 由这些证书证明的签名，会显示为可信。
settings-about = 关于
trust-add = 添加证书…
trust-added = 已信任“{ $name }”。
trust-removed = 不再信任“{ $name }”。
trust-since = { $day } 起信任，来自“{ $origin }”
trust-empty = 还没有信任的证书。可以添加单位质控室或证书机构的证书，也可以在验证文件时逐个信任。
trust-remove-title = 不再信任“{ $name }”？
trust-remove-words = 由它证明的签名将显示为“签名人身份未知”。文件本身不受影响，以后可以重新信任。
trust-remove-go = 不再信任
trust-remove-keep = 保留信任
about-words = 用于检测报告的电子签名与验证。文件和密钥都只保存在这台电脑上。

## 签名与签前检查
settings-level = 默认证明期限
settings-check = 签前检查
settings-check-words = 打开签名面板时自动检查文件。可以规定哪些问题不解决就不能签署。
settings-scope = 授权签字范围
settings-scope-hint = 每行一个标准编号。报告引用了范围之外的标准时会提示；不填则不检查。
check-rules = 不解决就不能签署的问题（{ $all } 项中的 { $count } 项）

## 时间戳与网络
settings-stamps = 时间戳机构
settings-stamps-words = 时间戳机构证明签名的时间。由实验室自行指定，程序没有预设任何机构；按顺序询问，前一个没有回应时再问下一个。
authorities-empty = 还没有时间戳机构。向您的证书机构询问时间戳服务的地址。
authority-add = 添加时间戳机构…
authority-add-go = 添加
authority-url = 地址
authority-url-wrong = 地址应以 http:// 或 https:// 开头。
authority-url-twice = 这个地址已在列表中。
authority-account = 用户名与密码
authority-user = 用户名
authority-password = 密码
authority-user-of = 用户名：{ $user }
authority-user-password = 用户名：{ $user }，密码已保存
authority-up = 提前一位
authority-try = 试一试
authority-trying = 正在询问…
authority-answered = “{ $name }”有回应，时间为 { $at }。
settings-network = 网络
settings-network-words = 只在取得时间戳和证书状态时联网，报告本身从不发送。
settings-offline = 离线：不连接任何地址
settings-proxy = 代理
settings-proxy-hint = 不填则直接连接。
settings-hosts = 允许的内网主机
settings-hosts-hint = 每行一个。内网中的主机默认不询问，除非列在这里。

## 令牌
settings-tokens = 令牌
settings-tokens-words = 通过厂商提供的驱动（PKCS#11）读取 U 盾等令牌。
modules-empty = 没有找到令牌驱动。安装厂商的驱动，或在这里添加。
module-found = 自动找到 · { $folder }
module-add = 添加驱动…
