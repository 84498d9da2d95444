### 其他文件的签名：签名单独存成一个 .p7s 文件，放在原文件旁边；原文件不改动。
dialog-kind-document = PDF 和签名文件
dialog-kind-any = 所有文件
dialog-open-to-sign = 选择要签署的文件
dialog-open-content = 选择被签名的文件
cli-signed-beside = 签名已写入 { $file }（原文件 SHA-256 { $sha256 }，记录第 { $entry } 条）

failure-not-a-signature = “{ $name }”里没有能读取的签名。
failure-not-a-signature-remedy = 文件可能损坏，或不是签名文件。请让发件人重新发送 .p7s 文件。
failure-content-missing = 没有找到被签名的文件“{ $content }”，无法判断“{ $name }”。
failure-content-missing-remedy = 请把这两个文件放在同一个文件夹里，名称不要改，再打开签名文件。在命令行里也可以用 --content 指明。
failure-detached-level = 单独存放的签名最多带时间戳（t）；更高的级别要把吊销信息写进文件里，只有 PDF 放得下。
failure-detached-level-remedy = 请改用 b 或 t。需要长期证明的，请先转成 PDF 再签。

finding-content-inside = 被签名的内容就在签名文件里面，没有和其他文件比较。
unchanged-beside-intact = 是，这份文件与签名时一致。
unchanged-beside-broken = 否，这份文件与签名时不一致。

files-open = 签署其他文件…
files-title = 签署其他文件
files-words = Word、Excel、图片、压缩包等任何文件都可以签。原文件不改动，签名存成一个 .p7s 文件，放在它旁边。
files-choose = 选择文件…
files-choose-other = 换成其他文件…
files-none = 请先选择文件。
files-lack-identity = 请选择能签名的身份。
files-lack-rules = 有规定不允许这次签名，见上方。
files-lack-consent = 请先确认上面这句话。
files-lack-pin = 请输入 PIN。
files-lack-finger = 请按指纹确认，或改由第二人确认。
files-lack-second = 请选择第二人，并由其本人输入 PIN。
files-output-words = 签名文件存放在原文件旁边，不覆盖任何文件。
files-sign = 签署 { $count } 个文件
files-done = { $signed ->
    [0] 没有签署任何文件。
   *[other] 已签署 { $signed } 个文件。发送时请把原文件和 .p7s 文件一起发出。
}
files-done-failed = 有 { $failed } 个文件没有签署，原因如下。
files-row = 签名文件：{ $output }
files-close = 完成

signature-file-title = 签名文件
signature-file-about = 被签名的文件：{ $name }
signature-file-inside = 被签名的内容在签名文件里面。
signature-file-choose = 选择被签名的文件…

consent-sentence-file = 我已看过这个文件，确认内容无误，同意签署。
