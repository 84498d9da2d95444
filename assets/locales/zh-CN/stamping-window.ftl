### 盖章:印章、位置、骑缝、墨色、方式、结果。

stamp = 盖章
door-stamp = 加盖印章
door-stamp-words = 选择一份报告，盖章、盖骑缝章

## 印章
stamp-what = 印章
stamp-list = 要盖的印章
stamp-arts = 可以使用的印章和签名
stamp-add = 添加一处
stamp-add-seam = 骑缝章
stamp-up = 上移
stamp-remove = 移除：{ $name }
stamp-no-art = 这台电脑上还没有印章。
stamp-to-seals = 印章管理…
stamp-none = 不盖章
stamp-count = { $count } 处印章

## 位置
stamp-where = 盖在哪里
stamp-way-pages = 位置
stamp-way-keyword = 关键字
stamp-way-seam = 骑缝
stamp-way-field = 签名栏
stamp-pages = 页
stamp-pages-this = 点到的那一页
stamp-pages-this-one = 仅第 { $page } 页
stamp-pages-first = 首页
stamp-pages-last = 末页
stamp-pages-all = 每一页
stamp-pages-odd = 单数页
stamp-pages-even = 双数页
stamp-pages-listed = 指定的页…
stamp-listed = 页码，例如 1-3, 5
stamp-listed-wrong = 请写成 1-3, 5 这样。
stamp-listed-outside = 请写成 1-3, 5 这样，文件共 { $count } 页。
stamp-click-page = 在页面上点一下盖章的位置。
stamp-words = 关键字
stamp-words-example = 例如：（盖章）
stamp-which = 哪一处
stamp-which-last = 最后一处
stamp-which-every = 每一处
stamp-which-nth = 第几处…
stamp-nth = 第几处
stamp-right = 右移 mm
stamp-down = 下移 mm
stamp-edge = 页边
stamp-edge-right = 右边
stamp-edge-left = 左边
stamp-edge-top = 上边
stamp-edge-bottom = 下边
stamp-along = 沿页边的位置 %
stamp-slices = 每枚最多分成几片
stamp-odd = 只盖单数页（双面打印）
stamp-true-size = 印章的真实尺寸是 { $width } × { $height } mm。
stamp-true-size-use = 按真实尺寸
stamp-field = 签名栏
stamp-unplaced = 未放置
stamp-at-words = “{ $words }”处
stamp-at-seam = 骑缝，{ $edge }
stamp-at-field = 盖在“{ $field }”
stamp-at-listed = 第 { $pages } 页
stamp-box = 印章“{ $name }”：方向键移动 0.5 mm，按住 Shift 移动 5 mm，Esc 取回

## 墨色
stamp-ink = 墨色与角度
stamp-opacity = 浓度 %
stamp-angle = 角度 °
stamp-multiply = 透出下面的文字

## 盖章方式
stamp-preset = 盖章方式
stamp-preset-none = 未选择
stamp-preset-keep = 记住此盖章方式
stamp-preset-name = 名称
stamp-preset-example = 例如：检测报告，末页加骑缝
stamp-preset-mine = 只给{ $name }用
stamp-preset-alike = 只用于首页为 { $width } × { $height } mm 的文件
stamp-preset-words = 首页上还要有这些字
stamp-preset-words-example = 例如：检测报告
stamp-preset-save = 记住
stamp-preset-forget = 删除盖章方式“{ $name }”
stamp-preset-lost = 这种方式用到的部分印章不在这台电脑上。

## 签名与盖章
stamp-own-none = 不显示，只盖章
stamp-own-below = 文字写在第一个印章下方
stamp-own-right = 文字写在第一个印章右边
stamp-own-mark = 另放一个签名
stamping = 正在盖章…
stamp-change = 更改印章
missing-stamps = 请先添加印章。
stamp-lack-place = 请在页面上点一下盖章的位置。
stamp-lack-words = 请填写关键字。
stamp-lack-pages = 请填写页码，例如 1-3, 5。
stamp-lack-field = 请填写签名栏名称。
stamp-lack-plan = 请先解决印章下面标出的问题。
stamp-lack-nothing = 按现在的设置，没有一页会盖上印章。

## 盖章之前与之后
stamp-plan-page = 第 { $page } 页 { $count } 处
stamp-plan-pages = 第 { $pages } 页各 { $count } 处
stamp-plan-seam = 骑缝：第 { $pages } 页
stamp-plan-of = { $name }：
stamp-plan-both = { $one }；{ $other }
stamp-plan-over = 第 { $pages } 页的这个位置已经签过名或盖过章。
stamp-bound-one = 全部由一个签名保护。
stamp-bound-each = { $who ->
    [none] 文件已经签过名，页面不能再改：每处各用一个签名，共 { $count } 个，只输一次 PIN。
   *[other] { $who }已经签过名，页面不能再改：每处各用一个签名，共 { $count } 个，只输一次 PIN。
  }
stamp-bound-fields = 盖进签名栏的印章各用一个签名，共 { $count } 个，只输一次 PIN。
stamp-bound-reserved = 盖进预留的 { $count } 个签名栏，每处一个签名，只输一次 PIN。
stamp-result = 已盖章
stamp-next = 盖下一份…

## 附注
sign-caption-number = 报告编号
caption-day = 日期写法
caption-day-as-shown = 随界面语言
caption-number = 报告编号
caption-number-found = 留空则从报告中读取
