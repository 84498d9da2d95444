### 签名:样子、位置、签名人、原因、确认、PIN、结果。

## 样子
sign-look = 签名样式
sign-marks = 已保存的签名
sign-mark-ink = 手写签名
sign-mark-image = 图片签名
sign-mark-remove = 删除这个签名样式
sign-mark-remove-words = 删除后需要重新书写或选择图片。已签署的文件不受影响。
sign-draw = 手写
sign-choose-image = 图片…
sign-invisible = 不显示
sign-invisible-words = 页面上不出现签名图样；文件同样受签名保护，验证时可以看到签名人。
sign-keep = 保存，下次使用
sign-use-drawing = 使用
sign-remove-background = 去除白色背景
sign-caption = 附注
sign-caption-name = 姓名
sign-caption-date = 日期
sign-caption-reason = 原因
sign-caption-only = 只有文字附注
pad-label = 手写板：用触控笔、手指或鼠标在这里书写签名
pad-hint = 在这里书写
pad-undo = 撤销一笔（Ctrl Z）
pad-clear = 全部擦除

## 位置
sign-place = 位置
sign-place-hint = 在页面上点一下签名的位置。
sign-place-here = 放在本页
sign-change-look = 更改签名样式
sign-change-who = 选择其他身份
sign-place-again = 重新选择位置
sign-place-reading = 第 { $page } 页 · 左 { $left } · 上 { $top } mm
sign-size-reading = { $width } × { $height } mm
sign-take-back = 取回
sign-in-field = 签在签名栏“{ $field }”
sign-use-field = 签在“{ $field }”
sign-use-field-page = 签在“{ $field }”（第 { $page } 页）
field-sign = 点此签名：{ $field }
place-box = 签名位置：方向键移动 0.5 mm，按住 Shift 移动 5 mm，加减号改变大小，Esc 取回
place-reading = 左 { $left } · 上 { $top } · { $width } × { $height } mm

## 签名人、原因、地点
sign-who = 签名人
sign-no-identity = 这台电脑上还没有签名身份。
sign-why = 原因与地点
sign-reason = 签名原因
sign-reason-none = 未填写
sign-location = 签名地点
sign-location-example = 例如：苏州市政水厂
reason-test = 检测
reason-review = 审核
reason-approve = 批准
reason-prepare = 编制

## PIN 与签名
pin = PIN
sign-pin-of = { $name } 的 PIN
pin-tries = 还可尝试 { $tries } 次。
sign-output = 保存为：{ $name }
sign-output-beside = 另存为新文件，与原文件同一文件夹
sign-save-elsewhere = 另存到…
signing = 正在签名…
missing-look = 请先书写或选择签名样式。
missing-place = 请在页面上点一下签名的位置。
missing-identity = 请先选择能够签名的身份。
missing-consent = 请勾选确认语句。
missing-pin = 请输入 PIN。
missing-second = 请选择第二人，并由其输入 PIN。
missing-finger = 请按指纹确认，或改由第二人确认。
sign-second = 第二人
sign-second-hint = 制度要求另一位人员在这台电脑上用自己的 PIN 确认（RS2 · RS15）。
sign-second-choose = 请选择
sign-second-nobody = 制度要求第二人确认，但这台电脑上没有其他人的身份。请到有两人身份的电脑上签名，或请质控室修改制度。
idle-wiped = { $minutes } 分钟没有操作，已清除输入的内容，请重新输入。
idle-locked = { $minutes } 分钟没有操作，签名已锁定；PIN 和确认已清除。
idle-go-on = 继续
step-reading = 正在读取文件
step-unlocking = 正在核对 PIN
step-signing = 正在签名
step-checking = 正在验证签好的文件
step-saving = 正在保存

## 结果
result-title = 已签名
result-verdict = 查看验证结果
result-elsewhere = 已签名，保存为“{ $name }”。
result-next = 签下一份…
fact-log-entry = 记录编号

## 令牌
signer-group-computer = 这台电脑
signer-group-token = 令牌：{ $token }
signer-on-token = { $name } · 有效期至 { $day }
signer-missing = 找不到证书？
signer-missing-none = 没有被跳过的证书。
signer-missing-words = 插入令牌后请重新读取；仍找不到时，可在设置的“令牌”中添加厂商的驱动。
device-reading = 正在读取令牌…
device-read-again = 重新读取令牌
device-pin-count-low = 此前输错过 PIN，剩余次数不多，请核对后再输入。
device-pin-final-try = 只剩最后一次机会，再输错一次令牌就会锁定。
device-pin-locked = 令牌的 PIN 已锁定，请联系发放令牌的人解锁。
sign-pin-pad = 请在令牌的键盘上输入 PIN。

## 签前检查
check-running = 签前检查：正在检查…
check-clean = 签前检查：没有发现问题
check-clean-partial = 签前检查：已查部分没有问题
check-notes = 签前检查：{ $count } 处提示
check-grave = 签前检查：{ $count } 处需要查看
check-blocked = 签前检查：按规定不能签署
check-partial = 文件很大，只检查了一部分。
check-accept = 已查看，仍要签署
fact-checked = 签署前查看过
missing-check = 请查看检查结果并勾选“已查看”。
missing-more = 请选择要锁定的表单域。
missing-unblocked = 先解决标出的问题，再签署。

## 更多选项
more-options = 更多选项
more-usual = 通常
more-certify = 认证
more-certify-first = 只有第一个签名可以认证；此文件已有签名。
more-certify-many = 已有签名的文件不能再认证，会单独列出。
certify-none = 不认证
certify-none-words = 通常的签名；之后的更改在验证时会逐条列出。
certify-no-changes = 此后不得更改
certify-no-changes-words = 之后任何改动，包括再签名，都会使认证失效。
certify-forms-and-signatures = 只许填表和签名
certify-forms-and-signatures-words = 别人可以填写表单、继续签名。
certify-comments = 还可以批注
certify-comments-words = 别人可以填写、签名，也可以加批注。
more-form = 表单
lock-none = 不锁定
lock-all = 签名后锁定全部表单域
lock-only = 只锁定选中的表单域
lock-all-but = 除选中的以外全部锁定
lock-names = 表单域名称
lock-names-words = 每行一个，与文件中的名称一致。
more-lock-short = 锁定表单域
more-lock-words = 之后再改填写的内容，会显示为不允许的更改。
more-digest = 摘要算法
more-digest-words = 不确定时保持“与密钥相配”。
digest-of-key = 与密钥相配
more-pss = RSA 使用 PSS 填充
more-pss-words = 较新的方式；个别旧软件无法验证。
