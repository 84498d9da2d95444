### 失败:每个代码一句发生了什么,一句怎么办。

## 文件
failure-file-unreadable = 无法读取此文件：它不在原处，或没有读取权限。
failure-file-unreadable-remedy = 请确认文件的位置和权限，再重新打开。
failure-not-a-pdf = 这不是 PDF 文件。
failure-not-a-pdf-remedy = 请选择扩展名为 .pdf 的报告；其他格式请先导出为 PDF。
failure-pdf-damaged = 此 PDF 的结构已损坏。
failure-pdf-damaged-remedy = 请让出具方重新发送一份完整的文件。
failure-pdf-too-complex = 此 PDF 超出安全限制，可能是恶意构造的文件。
failure-pdf-too-complex-remedy = 请向发送方核实文件来源，或索取另一份。
failure-encryption-unsupported = 不支持此文件的加密方式。
failure-encryption-unsupported-remedy = 请索取未加密的文件，或用密码加密（AES）的文件。
failure-password-needed = 此文件已加密，需要先输入密码。
failure-password-needed-remedy = 请输入文件的打开密码。
failure-password-wrong = 文件密码不正确。
failure-password-wrong-remedy = 请检查大小写后重新输入，或向发送方索取密码。
failure-permission-denied = 此文件的权限设置不允许签名。
failure-permission-denied-remedy = 请用所有者密码打开，或请出具方放开权限。
failure-document-closed = 此文件已经关闭。
failure-document-closed-remedy = 请重新打开文件。
failure-document-changed = 文件打开之后在磁盘上被改动了。
failure-document-changed-remedy = 请重新打开，核对内容后再继续。
failure-folder-not-shown = 无法打开文件夹。
failure-folder-not-shown-remedy = 请在文件管理器中自行打开该位置。
failure-no-such-page = 没有这一页。
failure-no-such-page-remedy = 请输入文件中存在的页码。
failure-drawing-failed = 此页无法显示。
failure-drawing-failed-remedy = 请重试；仍不行时，请让出具方重新生成文件。
failure-no-such-signature = 文件中没有这个签名。
failure-no-such-signature-remedy = 请重新打开文件后再查看签名。
failure-no-signed-version = 这个签名没有覆盖任何完整的版本，无法还原签名时的内容。
failure-no-signed-version-remedy = 请向签名人索取签名时的原文件。

## 身份与密钥
failure-pin-wrong = PIN 不正确，还可尝试 { $tries } 次。
failure-pin-wrong-remedy = 请确认大小写和输入法后重新输入。
failure-identity-locked = PIN 连续输错五次，此身份已锁定。
failure-identity-locked-remedy = 请改用其他身份，或从密钥文件重新导入。
failure-pin-too-weak = { $fault ->
    [secret-too-long] PIN 太长。
    [secret-too-simple] PIN 太简单，容易被猜中。
    [secret-unchanged] 新 PIN 与原来的相同。
   *[other] PIN 太短或太简单。
}
failure-pin-too-weak-remedy = 请使用至少 6 位、不重复也不连续的数字、字母或词组。
failure-secret-unread = 没有读到 PIN 或密码。
failure-secret-unread-remedy = 请在终端中输入，或通过标准输入传入一行。
failure-secrets-differ = 两次输入不一致。
failure-secrets-differ-remedy = 请重新输入两次。
failure-no-such-identity = 找不到这个签名身份。
failure-no-such-identity-remedy = 请选择其他身份，或新建、导入一个。
failure-counter-unusable = 无法记录 PIN 尝试次数，因此不接受 PIN。
failure-counter-unusable-remedy = 请检查磁盘空间和文件夹权限后重试。
failure-vault-damaged = 保存密钥的文件已损坏。
failure-vault-damaged-remedy = 请从导出的密钥文件重新导入，或新建身份。
failure-vault-unusable = 无法读写保存密钥的文件夹。
failure-vault-unusable-remedy = 请检查磁盘空间和文件夹权限后重试。
failure-vault-elsewhere = 密钥属于另一台电脑，在这里无法使用。
failure-vault-elsewhere-remedy = 请在原来的电脑上导出密钥文件，再在这里导入。
failure-name-unusable = 此姓名或单位不能写入证书。
failure-name-unusable-remedy = 请缩短，并去掉特殊字符。
failure-key-file-password-wrong = 密钥文件的密码不正确。
failure-key-file-password-wrong-remedy = 请检查大小写后重新输入，或向发放单位索取密码。
failure-key-file-unusable = 无法从这个文件读取密钥。
failure-key-file-unusable-remedy = 请选择发放单位提供的 .p12 或 .pfx 文件。
failure-key-unsuitable = 此密钥的类型或长度不能用于签名。
failure-key-unsuitable-remedy = 请使用 RSA 2048 位以上的密钥，或另建身份。
failure-certificate-expired = 证书不在有效期内，不能签名。
failure-certificate-expired-remedy = 请更换证书，或选择其他身份；也请检查电脑的日期。
failure-certificate-unfit = 此证书不是用来签署文件的。
failure-certificate-unfit-remedy = 请向发放单位索取用于签名的证书，或选择其他身份。
failure-certificate-unreadable = 这个文件不是证书。
failure-certificate-unreadable-remedy = 请选择 .cer、.crt 或 .pem 证书文件。
failure-signature-faulty = 生成的签名没有通过自检，已丢弃，没有保存文件。
failure-signature-faulty-remedy = 请重试；再次出现时，请把技术细节发给我们。
failure-clock-went-back = 电脑的时间早于上一条使用记录。
failure-clock-went-back-remedy = 请校正电脑的日期和时间，然后重试。

## 签名
failure-signing-forbidden = { $signer ->
    [none] 此文件先前的认证或锁定不允许再签名。
   *[other] { $signer } 的签名（“{ $field }”）不允许此文件再签名。
}
failure-signing-forbidden-remedy = 请出具方提供允许签名的文件。
failure-xfa-unsupported = 此文件使用 XFA 表单，不能签名。
failure-xfa-unsupported-remedy = 请让出具方导出为普通 PDF。
failure-no-such-field = 文件中没有这个签名栏。
failure-no-such-field-remedy = 请另选签名栏，或在页面上点一个位置。
failure-field-already-signed = 这个签名栏已经签过名。
failure-field-already-signed-remedy = 请另选签名栏，或在页面上点一个位置。
failure-place-off-page = 签名位置超出了页面。
failure-place-off-page-remedy = 请在页面内重新选择位置。
failure-place-missing = 没有指定签名的位置。
failure-place-missing-remedy = 请在页面上选择位置，或指定签名栏。
failure-place-too-small = 签名区域太小，写不下签名和附注。
failure-place-too-small-remedy = 请拖大签名区域，或减少附注。
failure-consent-missing = 尚未确认已审阅报告。
failure-consent-missing-remedy = 请阅读并勾选确认语句。
failure-ink-empty = 手写板上还没有笔迹。
failure-ink-empty-remedy = 请先书写签名，或选择图片。
failure-ink-unreadable = 无法读取手写笔迹。
failure-ink-unreadable-remedy = 请擦除后重新书写。
failure-image-unreadable = 无法使用这张图片：不是 PNG 或 JPEG，或尺寸过大。
failure-image-unreadable-remedy = 请选择 PNG 或 JPEG 格式的签名图片。
failure-background-dark = 图片的背景太深，无法自动去除。
failure-background-dark-remedy = 请用白纸书写并重新拍照或扫描，或保留背景。
failure-glyph-missing = 字体中没有“{ $character }”这个字。
failure-glyph-missing-remedy = 请去掉附注中的这个字，或改用手写签名。
failure-no-such-mark = 这个签名样式已不存在。
failure-no-such-mark-remedy = 请重新书写，或选择其他样式。
failure-output-exists = 同名文件已经存在，不会覆盖它。
failure-output-exists-remedy = 请另存为其他名称。
failure-output-unwritable = 无法写入文件，没有留下任何残余。
failure-output-unwritable-remedy = 请检查磁盘空间和权限，或保存到其他文件夹。

## 记录、设置、其他
failure-log-unusable = 无法写入使用记录，因此没有继续。
failure-log-unusable-remedy = 请检查磁盘空间和文件夹权限后重试。
failure-log-broken = 使用记录前后对不上，可能被改动过。
failure-log-broken-remedy = 请导出留存，并报告质控室。
failure-settings-unwritable = 设置没有保存下来。
failure-settings-unwritable-remedy = 请检查磁盘空间和文件夹权限后重试。
failure-usage = 给出的参数不对。
failure-usage-remedy = 请对照帮助修改后再试。
failure-internal = 程序内部出错，操作没有完成，您的文件没有改动。
failure-internal-remedy = 请重试；再次出现时，请把技术细节发给我们。

## 等级、时间戳、令牌、批量
failure-certificate-revoked = { $name } 的证书已于 { $at } 被吊销，不能用来签名。
failure-certificate-revoked-remedy = 请联系发证机构或质控室换发证书。
failure-certify-not-first = 只有第一个签名才能认证文件；{ $signer } 已先签名。
failure-certify-not-first-remedy = 请改为普通签名，或用未签过的原件认证。
failure-field-locked = 签名域“{ $field }”已被 { $signer } 的签名锁定。
failure-field-locked-remedy = 请联系 { $signer }，或使用预留了该签名域的原件。
failure-field-exists = 已有名为“{ $field }”的域。
failure-field-exists-remedy = 请换一个名称。
failure-field-name-unusable = “{ $field }”不能用作签名域名称。
failure-field-name-unusable-remedy = 名称不能为空，也不能含英文句点。
failure-new-place-forbidden = { $signer } 已认证此文件，不允许在页面上新增签名位置。
failure-new-place-forbidden-remedy = 请签在预留的签名域里，或改用不可见签名。
failure-algorithm-unsuitable = 这把密钥不支持所选的摘要或签名方式。
failure-algorithm-unsuitable-remedy = 请改回默认的签名方式，或换一个身份。
failure-check-blocks = 签前检查不通过：规则不允许带着这个问题签名。
failure-check-blocks-remedy = 请先请出具方改正文件；规则在“设置 › 签前检查”中。
failure-check-open = 签前检查发现了需要您过目的问题。
failure-check-open-remedy = 请查看列出的问题，确认后再签名。
failure-nothing-to-extend = 文件中没有可以延长的签名。
failure-nothing-to-extend-remedy = 请先签名，或只加盖时间戳。
failure-no-such-pending = 这个时间戳已经不在等待之列。
failure-no-such-pending-remedy = 请刷新列表。
failure-no-authority = 还没有设置时间戳服务。
failure-no-authority-remedy = 请在“设置 › 时间戳”中填写贵单位使用的地址。
failure-proof-missing = 查不到 { $name } 的证书是否有效。
failure-proof-missing-remedy = 请联网后重试，或提供吊销列表文件。
failure-chain-incomplete = 找不到签发 { $name } 的证书。
failure-chain-incomplete-remedy = 请向发证机构索取完整的证书链并导入。
failure-no-such-token = 没有找到令牌 { $token }。
failure-no-such-token-remedy = 请插好令牌后重试。
failure-token-ambiguous = 有多张证书符合，需要您指定一张。
failure-token-ambiguous-remedy = 请写出证书姓名或令牌名称：{ $certificates }
failure-batch-empty = 所选位置没有 PDF 文件。
failure-batch-empty-remedy = 请选择 PDF 文件或含有 PDF 的文件夹。
failure-batch-stopped = 前面的文件出了会影响全部的问题，这份没有签。
failure-batch-stopped-remedy = 请先解决该问题，再签其余文件。
failure-cancelled = 已按您的要求停止。
failure-cancelled-remedy = 需要时可以重新开始。
failure-evidence-unreadable = { $name } 不是吊销列表，也不是证书状态应答。
failure-evidence-unreadable-remedy = 请选择发证机构提供的 .crl 或 OCSP 应答文件。
failure-stamp = 没有取得时间戳。
failure-stamp-remedy = 请稍后重试。
failure-network = 网络没有完成请求。
failure-network-remedy = 请检查网络后重试。
failure-token = 令牌没有完成操作。
failure-token-remedy = 请重新插入令牌后重试。
failure-field-rule = 签名域“{ $field }”的要求没有满足。
failure-field-rule-remedy = 请按该签名域的要求签名。
field-rule-reasons = 签名域“{ $field }”只接受这些原因：{ $wanted }。
field-rule-reasons-remedy = 请选择其中一个原因。
field-rule-digest = 签名域“{ $field }”要求摘要算法 { $wanted }。
field-rule-digest-remedy = 请在“更多选项”里改用它。
field-rule-certification = 签名域“{ $field }”规定了认证方式。
field-rule-certification-remedy = 请按规定选择是否认证。
field-rule-certificate = 签名域“{ $field }”不接受这张证书。
field-rule-certificate-remedy = 请换用它指定的证书签名。
field-rule-timestamp = 签名域“{ $field }”要求带时间戳。
field-rule-timestamp-remedy = 请选择带时间戳的等级再签名。
field-rule-other = 签名域“{ $field }”有本程序不认识的强制要求（{ $rule }）。
field-rule-other-remedy = 请用设置该签名域的软件签名。
