# 验签结论。$name 是证书上的姓名,$organization 是单位(没有时为 none),$issuer 是颁发者。
# $pages 是被改动的页(没有时为 none),$count 是允许的更改的数目,$more 是另外还有几个签名有同样的问题。

headline-unsigned = 此文件没有签名。
headline-all-passed = { $count } 个签名均有效，签名后没有不允许的更改；最后的签名人：{ $name }{ $organization ->
        [none] { "" }
       *[other] （{ $organization }）
    }。
headline-passed = 内容自签名后未改动；签名人：{ $name }{ $organization ->
        [none] { "" }
       *[other] （{ $organization }）
    }，证书可信。
headline-extended = 签名后只有允许的更改（{ $count } 处）；签名人：{ $name }{ $organization ->
        [none] { "" }
       *[other] （{ $organization }）
    }，证书可信。
headline-intact-unknown-signer = 内容未改动；签名人身份未知：“{ $name }”的证书尚未被您信任。
headline-extended-unknown-signer = 签名后只有允许的更改（{ $count } 处）；签名人身份未知：“{ $name }”的证书尚未被您信任。
headline-expired-no-proof = “{ $name }”的证书已不在有效期内，且没有证据表明签名在有效期内作出。
headline-revoked = “{ $name }”的证书已被吊销。
headline-authority-revoked = 证明{ $name }身份的机构，其证书已被吊销。
headline-revocation-unknown = 内容未改动；“{ $name }”的证书是否已被吊销，还没有查询到。
headline-certificate-unfit = 内容未改动；但“{ $name }”的证书不能用来签署文件。
headline-weak-algorithm = 此签名使用的算法已不安全，不能凭它认定内容未改动。
headline-rules-broken = 内容未改动；但此签名不合规范，不能采信。
headline-changed = 签名后内容被更改{ $pages ->
        [none] { "" }
       *[other] ：第 { $pages } 页
    }。{ $more ->
        [0] { "" }
       *[other] 另有 { $more } 个签名有问题。
    }
headline-broken = 此签名无效：文件内容与签名不符。{ $more ->
        [0] { "" }
       *[other] 另有 { $more } 个签名有问题。
    }
headline-malformed = 此处的签名不完整或被篡改，无法作为签名。{ $more ->
        [0] { "" }
       *[other] 另有 { $more } 个签名有问题。
    }
headline-timestamp-passed = 时间戳有效，由{ $name }出具。
headline-timestamp-unknown-authority = 时间戳完好，但出具者{ $name }尚未被您信任。

who-trusted = { $name }{ $organization ->
        [none] { "" }
       *[other] （{ $organization }）
    }，由{ $issuer }证明。
who-trusted-self = { $name }{ $organization ->
        [none] { "" }
       *[other] （{ $organization }）
    }。没有机构为其证明；证书由本人制作，是您自己选择信任的。
who-trusted-directly = { $name }{ $organization ->
        [none] { "" }
       *[other] （{ $organization }）
    }。这张证书是您自己选择信任的。
who-untrusted = 证书写的是{ $name }，但证明它的证书链有误。
who-self-signed = 证书写的是{ $name }，由本人自行出具，没有他人证明。
who-unknown = 证书写的是{ $name }，由{ $issuer }出具；您尚未信任它。
who-none = 无法得知。

unchanged-intact = 是，与签名时完全相同。
unchanged-extended = 是；签名后只有允许的更改（{ $count } 处）。
unchanged-changed = 否，签名后内容被更改{ $pages ->
        [none] { "" }
       *[other] ：第 { $pages } 页
    }。
unchanged-broken = 否，内容与签名不符。
unchanged-malformed = 无法判断：签名本身不完整。

entitled-yes = 是，证书有效且未被吊销。
entitled-unchecked = 是，证书在有效期内；证书没有写明到哪里查询吊销。
entitled-no = 否。
entitled-unknown = 无法判断：没有可信的证明。
entitled-expired = 无法判断：证书有效期至 { $until }，没有证据表明签名更早。
entitled-revoked = 否，证书已被吊销。
entitled-revocation-unknown = 无法判断：吊销情况没有查询到。
entitled-unfit = 否，证书的用途不是签署文件。

when-proven = 不晚于 { $time }，由时间戳证明。
when-claimed = { $time }，由签名人的电脑所记，无人证明。
when-none = 签名没有写明时间。

advice-passed = 可以采信。
advice-extended = 可以采信；更改见下面的列表。
advice-intact-unknown-signer = 向签名人核对证书指纹，相符后再信任此证书。
advice-extended-unknown-signer = 向签名人核对证书指纹，相符后再信任此证书；更改见下面的列表。
advice-self-signed = 这张证书由签名人自己制作，没有机构证明，所以无法确认是否为本人。请打电话或当面核对证书指纹；相符后信任此证书，以后就能认出此人的签名。
advice-expired-no-proof = 请索取带时间戳的文件。
advice-revoked = 不要采信。请向签名人索取重新签署的文件。
advice-authority-revoked = 不要采信。请签名人换用其他机构的证书重新签署。
advice-revocation-unknown = 联网查询证书是否已被吊销，或请签名人提供吊销信息。
advice-certificate-unfit = 请签名人用签署文件的证书重新签署。
advice-weak-algorithm = 请签名人用现行算法重新签署。
advice-rules-broken = 请签名人换用合规的软件重新签署。
advice-changed = 以签名时的版本为准；更改见下面的列表。
advice-broken = 不要采信。请向签名人索取原文件。
advice-malformed = 不要采信。请向签名人索取原文件。
advice-timestamp-passed = 可以采信。
advice-timestamp-unknown-authority = 若您信任出具者，可信任此证书。

detail-indication = 结论
detail-sub-indication = 原因
detail-sub-filter = 签名格式
detail-level = 级别
detail-digest = 摘要算法
detail-signature = 签名算法
detail-key-bits = 密钥位数
detail-revision = 版本序号
detail-signed-length = 签名覆盖的字节数
detail-finding = 发现
detail-stated-name = 签名人自填姓名
detail-stated-reason = 签名人自填原因
detail-stated-location = 签名人自填地点
detail-stated-contact = 签名人自填联系方式

# 签名后的更改。$page 是页码（没有时为 none），$name 是签名人（没有时为 none），$subject 是字段名、批注种类或条目名。
change-identical-rewrite = 相同的内容被重新保存。
change-validation-data = 添加了验证数据。
change-timestamp-added = 添加了时间戳“{ $subject }”。
change-orphan = 添加了没有被使用的数据。
change-metadata = 更新了文件属性。
change-extensions = 更新了版本信息。
change-form-resources = 补充了表单资源。
change-structure-extended = 为新字段补充了文档结构。
change-signature-added = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，添加了签名“{ $subject }”。
change-empty-signature-field = 添加了空的签名字段“{ $subject }”。
change-field-filled = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，填写了“{ $subject }”。
change-annotation-added = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，添加了批注（{ $subject }）。
change-annotation-changed = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，修改了批注（{ $subject }）。
change-annotation-removed = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，删除了批注（{ $subject }）。
change-tab-order = 设置了跳转次序。
change-appearance-disagrees = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，“{ $subject }”显示的内容与其值不符。
change-field-changed = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，字段“{ $subject }”被改动。
change-field-added = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，添加了字段“{ $subject }”。
change-field-removed = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，删除了字段“{ $subject }”。
change-false-signature = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，“{ $subject }”冒充签名，并不是签名。
change-form-changed = 表单设置（{ $subject }）被改动。
change-foreign-annotation = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，添加了改变页面的内容（{ $subject }）。
change-page-tree = 页面被增加、删除或调换次序。
change-page-changed = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，页面设置（{ $subject }）被改动。
change-content-changed = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，页面内容被改动。
change-catalog-changed = 文档设置（{ $subject }）被改动。
change-permissions-changed = 文档权限被改动。
change-metadata-changed = 文件属性被换成别的数据。
change-validation-data-changed = 验证数据（{ $subject }）被改动。
change-trailer-changed = 文件结尾的条目（{ $subject }）被改动。
change-object-removed = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，签名时的内容被删除。
change-dangling-defined = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，签名时空缺的内容被补上。
change-information-dropped = 文件属性的记载被移除。
change-signature-covers-page = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，添加的签名“{ $subject }”盖住了页面的大部分。
change-stranger-signed = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，添加了签名“{ $subject }”，签名人尚未被您信任。
change-dormant-content = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，放入了尚未使用、日后可能显示的内容。
change-unexplained = { $page ->
        [none] { "" }
       *[other] 第 { $page } 页：
    }{ $name ->
        [none] 签名之后
       *[other] { $name } 签名之后
    }，有内容被改动，无法说明其作用。

# 验签时注意到的情况。
finding-contents-missing = 签名字段“{ $field }”里没有签名值。
finding-contents-shape = 签名值的写法不合规范。
finding-byte-range-missing = 签名字段“{ $field }”没有说明覆盖哪些内容。
finding-byte-range-shape = 签名覆盖范围的写法不合规范。
finding-byte-range-outside = 签名覆盖范围超出文件（{ $end } > { $length }）。
finding-byte-range-gap = 签名没有覆盖应当覆盖的内容（{ $start }–{ $end }）。
finding-byte-range-end = 签名覆盖的部分不是一个完整的版本（止于 { $end }）。
finding-revision-unreadable = 签名时的版本无法单独读出。
finding-signature-redefined = 签名本身后来被改写（{ $object }）。
finding-ranges-cross = 签名的覆盖范围与“{ $field }”的交错。
finding-dictionary-shape = 签名的结构不合规范。
finding-sub-filter-unknown = 不认识的签名格式（{ $name }）。
finding-signed-data-missing = 签名数据里缺少被签名的内容。
finding-cms-unreadable = 签名数据无法读出。
finding-cms-content-embedded = 签名数据里夹带了别的内容。
finding-contents-padding = 签名值后面夹带了别的数据。
finding-prefix-bytes = 文件开头多出 { $count } 个字节，不同软件读到的内容可能不同。
finding-duplicate-key = 对象 { $object } 中“{ $key }”出现两次，不同软件读到的内容可能不同。
finding-duplicate-object = 对象 { $object } 定义了两次，不同软件读到的内容可能不同。
finding-unaccounted-bytes = 签名之后有来历不明的数据（{ $start }–{ $end }）。
finding-hybrid-disagrees = 文件有两份目录，对对象 { $object } 的说法不同。
finding-readers-differ = 不同的程序对文件中的一部分（对象 { $object }）读法不一。
finding-structure-needs-repair = 文件结构需要修复才能读出。
finding-limit-reached = 文件过于复杂，没有验证完。
finding-algorithm-unsupported = 签名算法（{ $algorithm }）不受支持，无法验证。
finding-seed-unknown = 签名字段对签名提出了无法核对的要求（{ $constraint }）。
finding-sub-filter-legacy = 签名格式（{ $name }）过于陈旧，不再采信。
finding-digest-mismatch = 文件内容与签名不符。
finding-signature-mismatch = 签名值与签名人的证书不符。
finding-certification-violated = 作者认证的文件被改动，超出作者允许的范围（{ $count } 处；页：{ $pages }）。
finding-lock-violated = 被签名锁定的字段“{ $field }”被改动。
finding-changed-after-signing = 签名后有 { $count } 处不允许的更改（页：{ $pages }）。
finding-comparison-failed = 签名后的版本无法比较。
finding-dangling-defined = 签名时空缺的对象 { $object } 后来被补上。
finding-perms-disagree = 文件中关于作者认证的记载前后不一。
finding-signer-count = 签名中有 { $count } 个签名人，应当只有一个。
finding-signed-attributes-missing = 签名缺少必需的签名属性。
finding-attribute-problem = 签名属性 { $attribute } 有误。
finding-cms-encoding = 签名数据的编码不合规范。
finding-algorithms-disagree = 签名写明的算法前后不一。
finding-attributes-as-written = 签名只与未按规范排列的属性相符，不能采信。
finding-signing-certificate-mismatch = 签名中绑定的证书不是验证它的证书。
finding-signing-certificate-missing = 签名中没有签名人的证书。
finding-signing-certificate-unbound = 签名没有与签名人的证书绑定。
finding-digest-weak = 摘要算法 { $algorithm } 已不安全。
finding-key-weak = 密钥只有 { $bits } 位，已不安全。
finding-algorithm-was-weak = 签名作出时，所用的算法（{ $algorithm }）已不安全。
finding-seed-broken = 签名不符合签名字段的要求（{ $constraint }）。
finding-signer-rules-unusable = 签名人指定的规则无法适用{ $reason ->
        [digest] ：附带的文件不是所指定的那一份
       *[other] ：写法不合规范
    }。
finding-signer-rules-missing = 签名人指定的规则（{ $rules }）不在现有的规则之中。
finding-certification-not-first = 作者认证不是文件的第一个签名。
finding-signature-covers-page = 签名“{ $field }”的图样盖住了第 { $page } 页的大部分。
finding-signature-shared = 几个字段显示同一个签名（“{ $field }”）。
finding-transform-unknown = 签名引用了不认识的规则（{ $name }）。
finding-revoked = 证书已于 { $since } 吊销。
finding-revoked-no-proof = 证书已于 { $since } 吊销，没有证据表明签名更早。
finding-key-compromised = 签名之前，签名人的密钥自 { $doubt } 起已不可靠；证书已于 { $since } 吊销。
finding-authority-revoked = 机构证书“{ $certificate }”已于 { $since } 吊销，没有证据表明签名更早。
finding-revoked-later = 证书“{ $certificate }”于 { $since } 吊销，晚于签名；签名仍然有效。
finding-chain-breaks-rule = 证书“{ $certificate }”违反规则。
finding-certificate-unfit = 证书不能用于签署文件。
finding-expired = 签名晚于证书的有效期（{ $until }）。
finding-not-yet-valid = 签名早于证书的有效期（{ $from }）。
finding-timestamp-order = 时间戳的先后互相矛盾：先盖的写着 { $earlier }，后盖的写着 { $later }。
finding-self-signed = 证书由签名人自行出具。
finding-signer-unknown = 没有您信任的机构证明此证书（颁发者：{ $issuer }）。
finding-chain-failure = 证书链无法建立。
finding-certificate-stray = 签名中夹带了一张与其无关、且无人担保的证书：“{ $certificate }”。
finding-expired-no-proof = 证书有效期为 { $from } 至 { $until }，没有证据表明签名在此期间作出。
finding-expired-not-revoked = 证书有效期至 { $until }；至今没有被吊销，但没有证据表明签名在有效期内作出。
finding-revocation-not-kept = 证书“{ $certificate }”已过期，文件里没有保存它当时未被吊销的证明。
finding-answerer-expired = 为证书“{ $certificate }”作答的机构，其证书已过期。请联网后再验证，或索取最新的吊销信息。
finding-revocation-not-consulted = 证书“{ $certificate }”是否被吊销，还没有查询结果。
finding-revocation-unusable = 关于证书“{ $certificate }”是否被吊销，现有的信息{ $reason ->
        [stale] 已过期
        [not-yet] 的日期在将来
        [wrong-signer] 不是由其颁发者签发的
        [wrong-scope] 针对的是别的证书
        [weak] 使用的签名算法已不安全
        [not-known-to-responder] 表明颁发者不认识此证书
        [signer-unproven] 的签发者本身可能已被吊销
       *[other] 不足以判断
    }。请联网后再验证，或索取最新的吊销信息。
finding-timestamp-ignored = 签名中的时间戳未被采用：{ $reason ->
        [unreadable] 时间戳已损坏，无法读出
        [imprint] 它盖的不是这个签名
        [signature] 时间戳本身的签名不对，可能被改过
        [in-the-future] 它写明的时间在将来
        [no-certificate] 其中没有出具机构的证书
        [unfit] 出具者的证书不能用来出具时间戳
        [weak] 使用的算法已不安全
        [out-of-validity] 出具时，机构的证书不在有效期内
        [revocation-not-consulted] 还没有查询出具机构的证书是否被吊销
        [revoked] 出具机构的证书已被吊销
        [authority-unknown] 出具机构尚未被您信任
       *[other] 它不合规范
    }。
finding-time-claimed-only = 签名时间由签名人的电脑所记，无人证明。
finding-signer-rules-named = 签名人指定了规则（{ $rules }），验证时没有采用。
finding-time-disagrees = 签名人所记的时间（{ $claimed }）与证明的时间（{ $proven }）不符。
finding-revocation-not-checked = 证书没有写明到哪里查询吊销，也没有提供吊销信息。
finding-active-content = 文件含有可自行动作的内容。
finding-hidden-layers = 文件含有可以隐藏的图层。
finding-allowed-changes = 签名后有 { $count } 处允许的更改。
finding-changes-not-listed = 另有 { $count } 处更改没有列出；全部都已验证。
finding-orphan-objects = 签名后添加了 { $count } 份没有被使用的数据。
finding-structure-odd = 文件结构少见，但不隐藏内容。
finding-signature-odd = 签名写法少见，但不隐藏内容。
finding-empty-fields = 还有 { $count } 个签名字段未签。
finding-validation-data-unreadable = 文件中有 { $count } 份验证数据无法读出，不予采用。
finding-locked = 文件已加密，未提供密码。
finding-log-behind = 此文件中的签名记载了本机使用记录里没有的条目：记录被截断或替换过。请联系质控室。

## 电子签名法第十三条：四项条件、回答与理由
article13-title = 《电子签名法》第十三条：可靠的电子签名
article13-condition-1 = 制作数据专属于签名人
article13-condition-2 = 签署时仅由签名人控制
article13-condition-3 = 签名被改动能够发现
article13-condition-4 = 内容和形式被改动能够发现
article13-yes = 是
article13-no = 否
article13-not-provable = 仅凭文件无法证明
article13-own-none = 签名值不成立，看不出用的是谁的密钥。
article13-own-leaked = 证书因密钥泄露或疑似泄露而被吊销，且早于签署。
article13-own-self-made = 证书由签名人自己制作，没有第三方证明密钥只属于{ $name }。
article13-own-stranger = 证书由“{ $issuer }”颁发，但它不在您信任之列，不能作为依据。
article13-own-issued = 您信任的“{ $issuer }”证明密钥属于{ $name }，这是有力的依据；是否另有他人持有密钥，文件本身证明不了。
article13-own-device = 您信任的“{ $issuer }”证明密钥属于{ $name }，并声明密钥存放在取不出来的专用设备中，这是很有力的依据；设备在谁手里，文件本身证明不了。
article13-control-device = 证书声明密钥存放在专用设备中，须持有设备才能签署；当时由谁操作，文件本身证明不了。
article13-control-commits = 证书用于签署有约束力的文件；当时由谁输入 PIN，文件本身证明不了。在本机签署的，可查使用记录。
article13-control-plain = 当时由谁使用密钥，文件本身证明不了。在本机签署的，可查使用记录。
article13-signature-intact = 签名值验证通过，签名没有被改动；任何改动都会使验证失败。
article13-signature-broken = 签名值验证失败：签名已被改动，或不是用这张证书的密钥签的。
article13-signature-malformed = 签名的结构已损坏或被篡改，不能当作签名。
article13-content-intact = 文件内容与签署时完全一致；任何改动都会使验证失败。
article13-content-extended = 签署时的内容没有变；之后只有允许的改动，均已列出。
article13-content-changed = 签署之后内容或形式被改动，改动已列出。
article13-content-broken = 内容与签署时不一致。
article13-content-unvouched = 签名值不成立，没有什么能证明签署时的内容。
article13-weak = 使用的算法已不够安全，改动可能发现不了。
