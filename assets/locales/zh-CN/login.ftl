### 登录本程序：命令行、失败、指纹、使用记录。

## 失败
failure-logged-out = 还没有登录。
failure-logged-out-remedy = 请先登录，再继续。
failure-login-wrong = { $tries ->
    [0] 登录名或密码不正确。错误已满五次，下一次要等待。
   *[other] 登录名或密码不正确，还可尝试 { $tries } 次。
}
failure-login-wrong-remedy = 请确认大小写和输入法后重新输入。
failure-login-waits = 输错次数过多，请等 { $minutes } 分钟再试。
failure-login-waits-remedy = 每再错一次，等待时间加倍，最长一小时。
failure-no-login = 还没有设置登录。
failure-no-login-remedy = 请先在“设置 › 登录”中设置，或用命令 vermilion login set。
failure-login-exists = 已经设置了登录。
failure-login-exists-remedy = 请用当前密码更改，或先移除。
failure-login-name-unusable = 登录名不能为空，也不能超过 64 个字。
failure-login-name-unusable-remedy = 请填写您的姓名。
failure-login-damaged = 登录资料已损坏，或不是这台电脑上的。
failure-login-damaged-remedy = 请从备份恢复，或请管理这台电脑的人移走资料文件夹 vault 中的 login 文件；签名和记录不受影响。
pin-too-weak-login = { $fault ->
    [secret-too-long] 密码太长。
    [secret-too-simple] 密码太简单，容易被猜中。
    [secret-unchanged] 新密码与原来的相同。
   *[other] 密码太短或太简单。
}
pin-too-weak-login-remedy = 请换一个更长的密码，不要用重复或连续的数字、字母。

## 指纹
failure-fingerprint = 没有认出指纹。
failure-fingerprint-remedy = 请改用密码。
fingerprint-no-reader = 没有找到指纹器。
fingerprint-no-reader-remedy = 请改用密码；外接的指纹器请插好后再试。
fingerprint-none-enrolled = 系统里还没有登记您的指纹。
fingerprint-none-enrolled-remedy = 请先在系统的用户设置中登记指纹，或改用密码。
fingerprint-in-use = 指纹器正被别的程序使用。
fingerprint-in-use-remedy = 请关闭那个程序后再试，或改用密码。
fingerprint-not-allowed = 系统不允许本程序使用指纹器。
fingerprint-not-allowed-remedy = 请在这台电脑前登录系统后再试，或改用密码。
fingerprint-disconnected = 指纹器断开了。
fingerprint-disconnected-remedy = 请插好后再试，或改用密码。
fingerprint-timed-out = 等了很久没有等到手指。
fingerprint-timed-out-remedy = 请再试一次，或改用密码。
fingerprint-stopped = 已停止等待指纹。
fingerprint-stopped-remedy = 请输入密码，或再按指纹。
fingerprint-unknown = 指纹器出错。
fingerprint-unknown-remedy = 请再试一次，或改用密码。
fingerprint-three-mistaken = 连续三次没有认出指纹。
fingerprint-three-mistaken-remedy = 请用密码登录，之后才能再用指纹。
fingerprint-not-switched-on = 没有开启指纹登录。
fingerprint-not-switched-on-remedy = 请用密码登录，再在“设置 › 登录”中开启。
fingerprint-password-first = 要用密码登录后，才能开启指纹登录。
fingerprint-password-first-remedy = 请退出登录，用密码登录后再开启。

## 规则
rule-login = 签名前要先登录本程序
rule-login-remedy = 请先登录；还没有设置登录的，在“设置 › 登录”中设置，或用命令 vermilion login set。命令行签名时加 --login-stdin。

## 使用记录
action-login-set = 设置登录
action-login-changed = 更改登录
action-login-removed = 移除登录
action-logged-in = 登录
action-login-failed = 登录失败
action-logged-out = 退出登录
fact-login = 登录者
fact-login-by = 登录方式
login-by-password = 密码
login-by-fingerprint = 指纹

## 命令行
cli-ask-login = 登录密码：
cli-ask-new-login = 新的登录密码：
cli-login-set = 登录名：{ $name }。签名前要先登录。
cli-login-none = 没有设置登录。
cli-login-changed = 登录密码已更改。
cli-login-removed = 登录已移除。
cli-login-required = 本单位的制度要求登录后才能签名。
