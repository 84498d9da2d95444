# What a receiver does with seals and paper: seam seals joined again, paper against file, copies.

## The seam seal
seam-title = 骑缝复原
seam-one-page = 只有一页,没有骑缝可查。
seam-none = 各页边缘没有骑缝章。
seam-complete = 骑缝章完整:{ $pages } 页的切片{ $seals ->
    [1] 拼成一枚章
   *[other] 拼成 { $seals } 枚章
    },页序无误。
seam-unclear = 扫描件上的切片对不齐,不能判定:请看拼出的印章,或索取原文件。
seam-odd = 骑缝章对不上:{ $odd } 页有问题。
seam-missing = 骑缝章不完整:缺 { $missing } 页。
seam-odd-and-missing = 骑缝章对不上:{ $odd } 页有问题,另缺 { $missing } 页。
seam-basis-artwork = 与登记的印章“{ $seal }”比对;把握{ $sureness ->
    [high] 大
    [fair] 较大
   *[low] 不大,请人工核看
    }({ $percent }%)。
seam-basis-neighbours = 没有登记的印章可比,只看相邻切片是否接得上;把握{ $sureness ->
    [high] 大
    [fair] 较大
   *[low] 不大,请人工核看
    }({ $percent }%)。
seam-page-fits = 第 { $page } 页:切片接得上({ $percent }%)。
seam-page-moved = 第 { $page } 页:次序不对,应在第 { $belongs } 页的位置({ $percent }%)。
seam-page-foreign = 第 { $page } 页:切片对不上,可能是换上去的页({ $percent }%)。
seam-page-bare = 第 { $page } 页:没有骑缝章的切片,可能是换上或加上去的页({ $percent }%)。
seam-page-unclear = 第 { $page } 页:切片在扫描中不完整,不能判定。
seam-page-spared = 第 { $page } 页:不盖骑缝章的一面。
seam-gap-first = 最前面缺 { $pages } 页。
seam-gap = 第 { $after } 页之后缺 { $pages } 页。
failure-no-seam = 没有拼出骑缝章。
failure-no-seal-in-picture = 图片“{ $name }”里没有可比对的印章。
failure-no-seal-in-picture-remedy = 请用印章本身的图片:红色印迹,四边裁齐。
failure-no-seam-remedy = 请核对文件是否盖有骑缝章,或用 --edge 指明盖章的边。
