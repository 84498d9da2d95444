### 网络与时间戳:每个代码一句发生了什么,一句怎么办。

## 网络
network-offline = 设置中已关闭联网。
network-offline-remedy = 请打开联网；也可以先继续，缺少的内容以后再补。
network-address-invalid = 这不是可以访问的地址。
network-address-invalid-remedy = 请输入以 http:// 或 https:// 开头的完整地址。
network-scheme-not-allowed = 只访问 http 和 https 地址。
network-scheme-not-allowed-remedy = 请改用 http 或 https 地址；其他来源请自行提供文件。
network-credentials-in-address = 地址中带有用户名或密码。
network-credentials-in-address-remedy = 请把用户名和密码填在各自的栏目里。
network-host-not-allowed = 证书指向局域网内或不在名单上的服务器，因此没有访问。
network-host-not-allowed-remedy = 如果您了解并信任该服务器，请在设置的允许名单中加入它。
network-could-not-resolve = 找不到该服务器。
network-could-not-resolve-remedy = 请检查地址和网络连接。
network-could-not-connect = 无法连接服务器。
network-could-not-connect-remedy = 请检查网络和防火墙，或稍后再试。
network-timed-out = 服务器长时间没有答复。
network-timed-out-remedy = 请稍后重试，或换用其他服务地址。
network-tls = 无法与服务器建立安全连接：其证书不受信任。
network-tls-remedy = 请检查地址；如果是本单位的服务器，请在设置中加入其根证书。
network-proxy = 无法连接代理服务器，或代理拒绝了连接。
network-proxy-remedy = 请检查设置中代理的地址、用户名和密码。
network-http-status = 服务器拒绝了请求。
network-http-status-remedy = 请检查地址、用户名和密码；无误时请稍后再试。
network-wrong-content-type = 服务器的答复不是所要的内容，中间可能有登录页面。
network-wrong-content-type-remedy = 请检查地址；如果网络要求登录，请先登录。
network-too-large = 服务器的答复过大，未被接受。
network-too-large-remedy = 请检查地址，或告知服务器的管理者。
network-too-many-redirects = 服务器一再把请求转到别处。
network-too-many-redirects-remedy = 请输入最终地址，或告知服务器的管理者。
network-answer-broken = 答复没有收完，连接就断了。
network-answer-broken-remedy = 请重试；仍不行时请检查网络连接。
network-no-certificate = 颁发机构的地址上没有证书。
network-no-certificate-remedy = 请向颁发机构索取其证书，再自行添加。
network-no-randomness = 系统不提供随机数，因此没有发出请求。
network-no-randomness-remedy = 请重启电脑后再试。
network-cache = 存放吊销信息的文件夹无法使用。
network-cache-remedy = 请检查磁盘空间和文件夹权限。

## 时间戳
stamp-none-named = 尚未设置时间戳服务。
stamp-none-named-remedy = 请在设置中添加，或不加时间戳签名。
stamp-unreachable = 未能连上时间戳服务。
stamp-unreachable-remedy = 请检查网络，或换一个时间戳服务。签名不必等待：时间戳可以稍后补。
stamp-refused = { $failure ->
    [0] 时间戳服务不接受这种摘要算法。
    [2] 时间戳服务不接受这类请求。
    [5] 时间戳服务读不懂请求。
    [14] 时间戳服务目前没有可靠的时间。
    [15] 时间戳服务不提供所要求的策略。
    [16] 时间戳服务不接受请求中的扩展项。
    [25] 时间戳服务自身出了故障。
   *[other] 时间戳服务拒绝了请求。
}
stamp-refused-remedy = 请检查该服务的设置，或换一个服务。
stamp-answer = 时间戳服务的答复有误，没有加时间戳。
stamp-answer-remedy = 请换一个服务；查明原因之前不要使用它。
stamp-answer-unreadable = 时间戳服务的答复无法读取。
stamp-answer-unreadable-remedy = 请检查服务地址，或换一个服务。
stamp-answer-no-token = 时间戳服务同意了请求，却没有给出时间戳。
stamp-answer-no-token-remedy = 请重试，或换一个服务。
stamp-answer-imprint = 时间戳对应的不是所发送的数据。
stamp-answer-imprint-remedy = 请换一个服务；查明原因之前不要使用它。
stamp-answer-nonce = 时间戳答复的是另一个请求，可能是旧的。
stamp-answer-nonce-remedy = 请重试；仍不行时请换一个服务。
stamp-answer-signature = 时间戳的签名不正确。
stamp-answer-signature-remedy = 请换一个服务；查明原因之前不要使用它。
stamp-answer-certificate = 时间戳服务的证书缺失，或不能用于时间戳。
stamp-answer-certificate-remedy = 请选择持有时间戳专用证书的服务。
stamp-answer-binding = 时间戳没有说明它属于哪张证书。
stamp-answer-binding-remedy = 请换一个服务。
stamp-answer-signers = 时间戳不是恰好由一个服务签发。
stamp-answer-signers-remedy = 请换一个服务。
stamp-answer-policy = 时间戳采用的策略与所要求的不同。
stamp-answer-policy-remedy = 请改正设置中的策略，或将其留空。
