# What a receiver does with seals and paper: seam seals joined again, paper against file, copies.

## The seam seal
seam-title = 骑缝复原
seam-one-page = 只有一页，没有骑缝可查。
seam-none = 各页边缘没有骑缝章。
seam-complete = 骑缝章完整：{ $pages } 页的切片{ $seals ->
    [1] 拼成一枚章
   *[other] 拼成 { $seals } 枚章
    }，页序无误。
seam-unclear = 扫描件上的切片对不齐，不能判定：请看拼出的印章，或索取原文件。
seam-odd = 骑缝章对不上：{ $odd } 页有问题。
seam-missing = 骑缝章不完整：缺 { $missing } 页。
seam-odd-and-missing = 骑缝章对不上：{ $odd } 页有问题，另缺 { $missing } 页。
seam-basis-artwork = 与登记的印章“{ $seal }”比对；把握{ $sureness ->
    [high] 大
    [fair] 较大
   *[low] 不大，请人工核看
    }（{ $percent }%）。
seam-basis-neighbours = 没有登记的印章可比，只看相邻切片是否接得上；把握{ $sureness ->
    [high] 大
    [fair] 较大
   *[low] 不大，请人工核看
    }（{ $percent }%）。
seam-page-fits = 第 { $page } 页：切片接得上（{ $percent }%）。
seam-page-moved = 第 { $page } 页：次序不对，应在第 { $belongs } 页的位置（{ $percent }%）。
seam-page-foreign = 第 { $page } 页：切片对不上，可能是换上去的页（{ $percent }%）。
seam-page-bare = 第 { $page } 页：没有骑缝章的切片，可能是换上或加上去的页（{ $percent }%）。
seam-page-unclear = 第 { $page } 页：切片在扫描中不完整，不能判定。
seam-page-spared = 第 { $page } 页：不盖骑缝章的一面。
seam-gap-first = 最前面缺 { $pages } 页。
seam-gap = 第 { $after } 页之后缺 { $pages } 页。
failure-no-seam = 没有拼出骑缝章。
failure-no-seal-in-picture = 图片“{ $name }”里没有可比对的印章。
failure-no-seal-in-picture-remedy = 请用印章本身的图片：红色印迹，四边裁齐。
failure-no-seam-remedy = 请核对文件是否盖有骑缝章，或用 --edge 指明盖章的边。

## Paper against file
paper-link-agrees = 纸件与文件一致，由{ $signer }签署，未被改动。
paper-link-signed = 纸件上的二维码由{ $signer }签署，未被改动。
paper-link-differs = 纸件与这份文件不一致。
paper-link-unknown = 二维码自称由{ $signer }签署，但此人的证书这里没有，无法核实。
paper-link-forged = 二维码是伪造或改过的：签名与{ $signer }的证书不符。
paper-link-signer = 签署人：{ $signer }（{ $known ->
    [trusted] 证书受信任
    [own] 本机身份
    [given] 证书由您提供
    [in-file] 证书只见于该文件，尚未被您信任
   *[none] 证书未知
    }）
paper-link-day = 日期：{ $day }（签署人自己的时钟）
paper-link-pages = 页数：{ $pages }{ $agree ->
    [yes] ，与文件相同
    [no] ，与文件不同
   *[unasked] {""}
    }
paper-link-seal = 印章：{ $seal }
paper-link-not-signed-by = 文件上没有此人的签名。
paper-link-value = { $name }：{ $value }{ $agree ->
    [yes] ，文件中有
    [no] ，文件中没有
   *[unasked] {""}
    }
failure-paper-code = 二维码无法使用。
failure-paper-code-remedy = 请换一张更清楚的照片或扫描件。
paper-code-none = “{ $name }”上没有找到本程序的二维码。
paper-code-none-remedy = 请正对纸面拍清楚二维码，或以 300 dpi 扫描；加二维码用 vermilion sign --qr。
paper-code-small = 签名框放不下二维码。
paper-code-small-remedy = 请把签名框的高度设为 { $least } 毫米以上，宽度相应加大。
paper-code-value = 文件中没有找到“{ $name }”。
paper-code-value-remedy = 请写成“{ $name }=内容”，或去掉这一项。
paper-code-absent = 文件中没有“{ $value }”（{ $name }）。
paper-code-absent-remedy = 批量签署时，二维码写明的内容须在每份文件里都有；只写“{ $name }”则从各文件中读取。
paper-code = 加二维码，供纸质报告核对
paper-code-says = 二维码写明
paper-code-hint = 每行一项，内容从报告中读取；也可写成“报告编号=JC-2026-0417”。
paper-code-number = 报告编号
paper-code-long = 二维码放不下这么多内容。
paper-code-long-remedy = 请少写几项：最多 8 项，每项名称和内容各不超过 26 个汉字。
paper-code-version = 二维码由更新版本的程序制作。
paper-code-version-remedy = 请更新程序后再核对。
paper-code-damaged = 二维码读出的内容不完整或被改动。
paper-code-damaged-remedy = 请重新拍照；仍然如此，就当作伪造处理。
paper-code-unsigned = 二维码没有签成。
paper-code-unsigned-remedy = 请换一个身份再试；SM2、RSA、ECDSA 与 Ed25519 密钥均可。

## Copies
output-copy = 副本
copy-mark = 副本 COPY
copy-mark-number = 副本 { $number } · COPY
copy-mark-for = 副本 COPY · { $recipient }
copy-mark-number-for = 副本 { $number } · { $recipient }
copy-mark-below = 转换件，不具有与原件同等的效力 · { $id }
cli-copied = 副本已制作：{ $file }（编号标识 { $id }，SHA-256 { $sha256 }）
action-copy-made = 制作副本
finding-converted-copy = 这是副本（转换件）{ $number ->
    [none] {""}
   *[other] ，第 { $number } 号
    }{ $recipient ->
    [none] {""}
   *[other] ，发给{ $recipient }
    }，不具有与原件同等的效力；原件 SHA-256：{ $sha256 }。
failure-copy-refused = 副本没有做成。
failure-copy-refused-remedy = 请核对文件后再试。
copy-refused-recipient = 收件人名称不能用。
copy-refused-recipient-remedy = 请用 40 个字以内、不换行的名称。
copy-refused-writing = 副本没有写成。
copy-refused-writing-remedy = 请换一个密码或不加密再试。

## In the window
seam-words = 把各页边缘的骑缝章切片拼起来，看有没有缺页、换页或乱序。
seam-seal = 与哪枚印章比对
seam-seal-none = 没有登记的印章，只看是否接得上
seam-check = 拼合骑缝章
seam-again = 再拼一次
seam-picture = 拼出的骑缝章
paper-link-title = 核对纸件
paper-link-words = 选一张纸件的照片或扫描件，与打开的文件核对签名旁的二维码。
paper-link-choose = 选择照片或扫描件
paper-link-another = 再选一张
copy-title = 导出副本
copy-open = 导出副本…
copy-words = 副本是新文件：内容与原件相同，每页标明“副本”，不带签名；每份各不相同，并记入使用记录。
copy-number = 副本编号（可不填）
copy-number-wrong = 请填 1 以上的整数。
copy-for = 发给谁（可不填）
copy-encrypted = 打开时要密码
copy-password = 副本的密码
copy-confirm = 导出
copy-saved = 已导出：{ $name }
dialog-open-paper = 选择纸件的照片或扫描件
dialog-kind-paper = 图片和 PDF
dialog-save-copy = 副本存到哪里
