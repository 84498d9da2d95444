### The network and timestamps: for each code what happened, and what to do.

## The network
network-offline = The network is switched off in the settings.
network-offline-remedy = Switch it on, or go on without: what is missing can be added later.
network-address-invalid = This is not an address that can be called.
network-address-invalid-remedy = Enter the whole address, with http:// or https:// before it.
network-scheme-not-allowed = Only addresses of http and https are called.
network-scheme-not-allowed-remedy = Enter an http or https address; for others, supply the file yourself.
network-credentials-in-address = The address holds a user name or a password.
network-credentials-in-address-remedy = Enter user and password in their own fields.
network-host-not-allowed = A certificate names a server in the local network or one that is not on the list, so it was not called.
network-host-not-allowed-remedy = If you know and trust the server, add it to the allowed servers in the settings.
network-could-not-resolve = The server’s name was not found.
network-could-not-resolve-remedy = Check the address and the network connection.
network-could-not-connect = The server cannot be reached.
network-could-not-connect-remedy = Check the network connection and the firewall, or try again later.
network-timed-out = The server took too long to answer.
network-timed-out-remedy = Try again later, or use another address.
network-tls = No secure connection to the server: its certificate is not trusted.
network-tls-remedy = Check the address; if the server belongs to your organisation, add its root certificate in the settings.
network-proxy = The proxy cannot be reached or refuses the connection.
network-proxy-remedy = Check the proxy’s address, user and password in the settings.
network-http-status = The server refused the request.
network-http-status-remedy = Check address, user and password; if they are right, try again later.
network-wrong-content-type = The server answered with something else; perhaps a login page stands in between.
network-wrong-content-type-remedy = Check the address, and log in to the network if it asks for that.
network-too-large = The server’s answer is larger than is accepted.
network-too-large-remedy = Check the address, or tell whoever runs the server.
network-too-many-redirects = The server keeps sending the request elsewhere.
network-too-many-redirects-remedy = Enter the final address, or tell whoever runs the server.
network-answer-broken = The connection broke before the answer was complete.
network-answer-broken-remedy = Try again; check the network connection if it stays so.
network-no-certificate = There is no certificate at the address of the issuer.
network-no-certificate-remedy = Ask the issuer for its certificate and add the file yourself.
network-no-randomness = The system gives no random numbers, so nothing was asked.
network-no-randomness-remedy = Restart the computer and try again.
network-cache = The folder for fetched revocation data cannot be used.
network-cache-remedy = Check the disk space and the folder’s permissions.

## Timestamps
stamp-none-named = No timestamp service is set.
stamp-none-named-remedy = Add one in the settings, or sign without a timestamp.
stamp-unreachable = The timestamp service was not reached.
stamp-unreachable-remedy = Check the network or choose another service. A signature need not wait for it: its timestamp can be added later.
stamp-refused = { $failure ->
    [0] The timestamp service does not accept this digest algorithm.
    [2] The timestamp service does not accept this kind of request.
    [5] The timestamp service could not read the request.
    [14] The timestamp service has no reliable time at the moment.
    [15] The timestamp service does not offer the policy that was asked for.
    [16] The timestamp service does not accept an extension of the request.
    [25] The timestamp service has a fault of its own.
   *[other] The timestamp service refused the request.
}
stamp-refused-remedy = Check the service’s settings, or choose another service.
stamp-answer = The timestamp service sent a wrong answer, so no timestamp was added.
stamp-answer-remedy = Choose another service; do not use this one until it is explained.
stamp-answer-unreadable = The answer of the timestamp service cannot be read.
stamp-answer-unreadable-remedy = Check the service’s address, or choose another service.
stamp-answer-no-token = The timestamp service agreed and sent no timestamp.
stamp-answer-no-token-remedy = Try again, or choose another service.
stamp-answer-imprint = The timestamp belongs to other data than was sent.
stamp-answer-imprint-remedy = Choose another service; do not use this one until it is explained.
stamp-answer-nonce = The timestamp answers another request: it may be an old one.
stamp-answer-nonce-remedy = Try again; if it stays so, choose another service.
stamp-answer-signature = The signature of the timestamp is wrong.
stamp-answer-signature-remedy = Choose another service; do not use this one until it is explained.
stamp-answer-certificate = The certificate of the timestamp service is missing or may not be used for timestamps.
stamp-answer-certificate-remedy = Choose a service whose certificate is made for timestamps.
stamp-answer-binding = The timestamp does not say which certificate it belongs to.
stamp-answer-binding-remedy = Choose another service.
stamp-answer-signers = The timestamp is not signed by exactly one service.
stamp-answer-signers-remedy = Choose another service.
stamp-answer-policy = The timestamp was made under another policy than was asked for.
stamp-answer-policy-remedy = Correct the policy in the settings, or leave it empty.
