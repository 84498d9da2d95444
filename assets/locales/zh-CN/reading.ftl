### 阅读:页面、缩放、搜索。
viewer-pages = 文件页面
viewer-page = 第 { $page } 页
viewer-thumbnails = 页面缩略图
viewer-go-to = 转到页码
zoom = 缩放
zoom-in = 放大（Ctrl +）
zoom-out = 缩小（Ctrl -）
zoom-auto = 自动
zoom-width = 适合宽度
zoom-page = 适合整页
search-placeholder = 在文件中查找
search-previous = 上一处（Shift Enter）
search-next = 下一处（Enter）
search-hint = 不区分大小写和空格。
search-none = 没有找到。
search-running = 正在查找：第 { $page } 页，共 { $pages } 页
search-found = 第 { $at } 处，共 { $count } 处
