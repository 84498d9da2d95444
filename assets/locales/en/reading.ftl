### Reading: pages, zoom, search.
viewer-pages = Pages of the file
viewer-page = Page { $page }
viewer-thumbnails = Small pages
viewer-go-to = Go to page
zoom = Zoom
zoom-in = Zoom in (Ctrl +)
zoom-out = Zoom out (Ctrl -)
zoom-auto = Automatic
zoom-width = Fit width
zoom-page = Fit page
search-placeholder = Find in this file
search-previous = Previous (Shift Enter)
search-next = Next (Enter)
search-hint = Upper and lower case and spaces do not matter.
search-none = Not found.
search-running = Searching: page { $page } of { $pages }
search-found = { $at } of { $count }
