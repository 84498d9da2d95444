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
settings-trust-words = 由这些证书证明的签名，会显示为可信。可以规定每张证书用来证明什么。
settings-about = 关于
trust-add = 添加证书…
trust-added = 已信任“{ $name }”。
trust-removed = 不再信任“{ $name }”。
trust-since = { $day } 起信任
trust-source-signature = 来自“{ $origin }”上的签名
trust-source-file = 来自文件“{ $origin }”
trust-source-office = 来自质控室“{ $origin }”
trust-source-system = 来自操作系统
trust-source-list = 来自可信名单“{ $origin }”
trust-purpose = 用途
trust-purpose-signing = 只证明签名
trust-purpose-time-stamping = 只证明时间
trust-purpose-all = 证明签名和时间
trust-system = 同时信任这台电脑的操作系统所信任的机构
trust-system-hint = 默认不信任。这些机构多数是为网站颁发证书的；仅在对方的证书机构确在其中时开启。
trust-list-add = 导入可信名单…
trust-list-title = 采用这份可信名单？
trust-list-words = { $operator }发布的名单，认可 { $count } 个机构。采用后，由这些机构证明的签名或时间会显示为可信。
trust-list-signed-by = 名单由下面的证书签名。请与发布机构在其网站或公报上公布的指纹核对。
trust-list-known = 您以前采用过由同一张证书签名的名单。
trust-list-until = 有效至 { $day }
trust-list-compared = 我已与公布的指纹核对，相符
trust-list-go = 采用
trust-list-imported = 已采用名单“{ $name }”：信任 { $count } 个机构{ $removed ->
        [0] { "" }
       *[other] ，不再信任其中已撤下的 { $removed } 个
    }。
trust-list-group = { $count } 个机构
trust-list-remove-title = 不再采用名单“{ $name }”？
trust-list-remove-words = 名单中的 { $count } 个机构将不再被信任，由它们证明的签名将显示为“签名人身份未知”。以后可以重新导入。
trust-list-remove-go = 不再采用
trust-list-removed = 已不再采用名单“{ $name }”。
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
