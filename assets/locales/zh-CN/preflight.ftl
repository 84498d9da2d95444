### 签前检查:每项发现一句标题,一句为什么要紧、怎么办。

preflight-locked = 文件已加密，尚未打开，无法检查
preflight-locked-advice = 请先输入打开密码，再做签前检查。
preflight-javascript = 文件中有脚本（JavaScript）
preflight-javascript-advice = 脚本可以在打开时改变显示的内容，签名管不住它。请用不带脚本的方式重新导出 PDF。
preflight-launch = 文件会启动程序或打开其他文件：{ $target }
preflight-launch-advice = 检测报告不需要这种动作，收件人的软件也会报警。请删除后重新导出。
preflight-xfa = 文件含 XFA 动态表单
preflight-xfa-advice = XFA 表单显示的内容与页面本身可以不同。请先“打印为 PDF”，再签署得到的文件。
preflight-external-stream = 内容存放在另一个文件中：{ $target }
preflight-external-stream-advice = 别人换掉那个文件，显示就会变，而签名仍然有效。请把内容全部放进 PDF 后重新导出。
preflight-reference-xobject = 页面引用了另一个 PDF 的页面
preflight-reference-xobject-advice = 所引用的文件一变，显示就会变。请导出为不带引用的 PDF。
preflight-duplicate-key = 对象 { $object } 中“{ $key }”写了两次
preflight-duplicate-key-advice = 不同软件会读到不同的内容，签名后会被判为结构不明确。请用原软件重新导出。
preflight-duplicate-object = 对象 { $object } 定义了两次
preflight-duplicate-object-advice = 不同软件会读到不同的内容，签名后会被判为结构不明确。请用原软件重新导出。
preflight-needs-repair = 文件结构需要修补才能读取（{ $problem }）
preflight-needs-repair-advice = 各家软件修补的方法不同，签名后可能被判为无效。请用原软件重新导出。
preflight-unreadable = 对象 { $object } 已损坏，无法读取
preflight-unreadable-advice = 页面可能缺少内容，签名后可能被判为无效。请用原软件重新导出。
preflight-number-differs = 此页的报告编号是 { $found }，其他地方是 { $expected }
preflight-number-differs-advice = 同一份报告的编号必须处处一致。请核对是否混入了另一份报告的页面。
preflight-number-of-file-differs = 文件名“{ $found }”与报告编号 { $expected } 不符
preflight-number-of-file-differs-advice = 可能拿错了文件。请核对后改名，或换成正确的文件。
preflight-number-missing = 此页没有报告编号 { $expected }
preflight-number-missing-advice = 报告的每一页都应能认出属于哪份报告。请检查这一页是否后来插入。
preflight-pages-missing = 缺少第 { $from } 页至第 { $to } 页（共 { $total } 页）
preflight-pages-missing-advice = 请补齐页面后再签；如果总页数写错了，请改正。
preflight-page-order = 此页标着第 { $found } 页，按顺序应是第 { $expected } 页
preflight-page-order-advice = 请检查页面是否重复、颠倒或混入了别的页面。
preflight-page-total-differs = 此页的页码是 { $found }，其他页写的是共 { $expected } 页
preflight-page-total-differs-advice = 请检查这一页是否属于本报告。
preflight-end-mark-missing = 没有结束标识
preflight-end-mark-missing-advice = 报告应有清晰的结束标识，如“以下空白”或“报告结束”（CNAS-CL01 7.8.2.1）。
preflight-dates-out-of-order = 日期顺序不合理：{ $earlier ->
    [sampled] 采样日期
    [received] 收样日期
    [tested] 检测日期
    [prepared] 编制日期
   *[issued] 签发日期
    } { $first } 晚于{ $later ->
    [sampled] 采样日期
    [received] 收样日期
    [tested] 检测日期
    [prepared] 编制日期
   *[issued] 签发日期
    } { $second }
preflight-dates-out-of-order-advice = 采样、收样、检测、编制、签发应依次进行。请核对原始记录后改正。
preflight-date-in-future = { $what ->
    [sampled] 采样日期
    [received] 收样日期
    [tested] 检测日期
    [prepared] 编制日期
   *[issued] 签发日期
    } { $date } 还没有到
preflight-date-in-future-advice = 请核对日期；如果日期正确，请检查这台电脑的时间。
preflight-blank-before = { $line ->
    [prepared] “编制”
    [reviewed] “审核”
   *[approved] “批准”
    }一栏是空的
preflight-blank-before-advice = 这一栏由您签，就签在这里；由别人签，请等他们先签。
preflight-outside-scope = { $standard } 不在“{ $name }”的授权签字范围内
preflight-outside-scope-advice = 请由有此项授权的授权签字人签发；如果已获批准，请更新授权范围。
preflight-scope-not-valid = “{ $name }”的签字授权今天无效（{ $from } 至 { $until }）
preflight-scope-not-valid-advice = 请由授权有效的签字人签发，或更新授权期限。
preflight-automatic-action = 文件会自动执行动作（{ $action }）
preflight-automatic-action-advice = 打开文件时不应自动发生任何事。请删除后重新导出。
preflight-toggles-view = 文件中有显示或隐藏内容的动作
preflight-toggles-view-advice = 点一下就能看到不同的内容。请删除这些动作，只留下要签署的内容。
preflight-submit-form = 表单会把内容发送到：{ $target }
preflight-submit-form-advice = 签署的文件不应外发数据。请删除提交按钮后重新导出。
preflight-import-data = 表单会从文件读入内容：{ $target }
preflight-import-data-advice = 读入的内容会改变显示。请删除此动作后重新导出。
preflight-other-document = 有链接指向另一份文件：{ $target }
preflight-other-document-advice = 另一份文件不受签名保护。需要的内容请放进本文件。
preflight-media = 文件中有音频、视频等多媒体（{ $kind }）
preflight-media-advice = 不同软件播放的内容可能不同，打印时看不到。请删除后重新导出。
preflight-three-d = 文件中有三维视图
preflight-three-d-advice = 读者可以转动视图，看到的不一定是您签署时的样子。请换成图片。
preflight-hidden-layer = 此页有隐藏的图层“{ $name }”
preflight-hidden-layer-advice = 别人可以打开图层，显示您没有看到的内容。请合并或删除图层后重新导出。
preflight-layer-differs = 图层“{ $name }”在屏幕上和打印时不一样
preflight-layer-differs-advice = 纸上与屏幕上的内容会不同。请合并图层后重新导出。
preflight-hidden-annotation = 此页有隐藏的批注（{ $kind }）
preflight-hidden-annotation-advice = 隐藏的批注以后可以被显示出来。请删除后再签。
preflight-free-text = 页面上另外添加了文字：{ $text }
preflight-free-text-advice = 这是批注，不是正文，以后可以移动或改写。请把内容写进原文后重新导出。
preflight-font-not-embedded = 字体“{ $font }”没有嵌入
preflight-font-not-embedded-advice = 别的电脑会换用其他字体，文字可能变样或缺字。请在导出时选择“嵌入字体”。
preflight-alternate-image = 图片带有替换图
preflight-alternate-image-advice = 打印或在别的软件中可能显示另一张图。请只保留一张后重新导出。
preflight-opi = 图片只是印刷用的占位图
preflight-opi-advice = 印刷时会换成别的图片。请放入正式图片后重新导出。
preflight-dangling-shown = 此页引用了不存在的对象（{ $objects }）
preflight-dangling-shown-advice = 签名后别人可以补上这些对象，改变页面。请用原软件重新导出。
preflight-need-appearances = 表单要求软件重新绘制填写的内容
preflight-need-appearances-advice = 别人看到的填写内容可能与您看到的不同。请先“打印为 PDF”再签。
preflight-signing-forbidden = 文件的权限不允许填写和签名
preflight-signing-forbidden-advice = 请向文件的制作人要一份允许签名的文件，或用权限密码打开。
preflight-partly-checked = { $reason ->
    [objects] 文件太大，只检查了一部分内容
    [doubles] 没有检查是否有重复定义的对象
    [fields] 表单太大，没有检查其中的栏位
   *[text] 页数太多，只检查了一部分页面的文字
    }
preflight-partly-checked-advice = 没有检查到的部分，请您自己看一遍。
preflight-blank-own = { $line ->
    [prepared] “编制”
    [reviewed] “审核”
   *[approved] “批准”
    }一栏等待签署
preflight-blank-own-advice = 请把您的签名放在这里。
preflight-number-not-in-file-name = 文件名中没有报告编号 { $expected }
preflight-number-not-in-file-name-advice = 用报告编号命名，便于核对和归档。
preflight-end-mark-not-last = 结束标识在此页，而文件共有 { $last } 页
preflight-end-mark-not-last-advice = 请确认后面的页面（如附件、声明）属于本报告。
preflight-page-marks-missing = 没有“第 x 页 共 y 页”
preflight-page-marks-missing-advice = 没有页码就看不出是否缺页。建议每页写明第几页、共几页。
preflight-page-unnumbered = 此页没有页码，而前面的页码已到最后一页
preflight-page-unnumbered-advice = 请确认这一页属于本报告。
preflight-other-edition = { $standard }：{ $name }获准的是 { $approved }
preflight-other-edition-advice = 请核对所用标准的版本；如果已变更，请更新授权范围。
preflight-page-without-text = 此页没有可读的文字，可能是扫描件
preflight-page-without-text-advice = 这一页无法自动检查，请您自己看一遍。
preflight-web-link = 文件中有 { $count } 个网页链接，第一个是 { $target }
preflight-web-link-advice = 网页内容以后会变，不受签名保护。
preflight-attachment = 文件带有附件“{ $name }”
preflight-attachment-advice = 附件与页面一起签署，但读者可能不会打开。请确认应当附上。
preflight-hidden-field = 有隐藏的表单栏“{ $field }”
preflight-hidden-field-advice = 隐藏的栏位可以被脚本显示出来。如果不需要，请删除。
preflight-annotation-without-size = 此页有大小为零的批注（{ $kind }）
preflight-annotation-without-size-advice = 这种批注看不见。如果不需要，请删除。
preflight-standard-font-not-embedded = 标准字体“{ $font }”没有嵌入
preflight-standard-font-not-embedded-advice = 各家软件都有相近的字体，一般不影响阅读；长期保存的文件建议嵌入。
preflight-dangling = 有 { $count } 处引用了不存在的对象（{ $objects }），页面上看不到
preflight-dangling-advice = 不影响现在的页面。以后若有人补上，验签时会指出。
preflight-empty-signature-field = 有一个还没有签的签名栏“{ $field }”
preflight-empty-signature-field-advice = 如果是给您的，请在这一栏中签署。
