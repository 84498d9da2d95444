# 引擎、命令行与系统对话框的文字。

consent-sentence = 我已阅读本报告全文,确认内容无误,同意签署。
output-signed = 已签
output-version = 签名时的版本

recovered-done = “{ $document }”在上次中断前已签署完成,已补记。
recovered-aborted = 上次签署“{ $document }”时中断,没有留下任何文件;请重新签署。
recovered-missing = 记录显示“{ $document }”已签署,但文件不见了。请查找该文件或重新签署。

dialog-open-document = 打开 PDF 文件
dialog-open-image = 选择签名图片
dialog-open-key-file = 选择密钥文件
dialog-open-certificate = 选择要信任的证书
dialog-save-signed = 保存已签署的文件
dialog-save-version = 保存签名时的版本
dialog-save-key-file = 保存密钥文件
dialog-save-log = 导出使用记录
dialog-kind-pdf = PDF 文件
dialog-kind-image = 图片
dialog-kind-key-file = 密钥文件
dialog-kind-certificate = 证书
dialog-kind-csv = 表格
dialog-kind-json = JSON

cli-ask-pin = PIN:
cli-ask-new-pin = 新 PIN:
cli-ask-again = 再输一次:
cli-ask-key-password = 密钥文件的密码:
cli-ask-new-key-password = 密钥文件的新密码:
cli-ask-document-password = 文档密码:
cli-signed = 已签署:{ $file }(SHA-256 { $sha256 },记录第 { $entry } 条)
cli-version-written = 签名时的版本已写入 { $file }
cli-no-fields = 此文件没有签名字段。
cli-field-signed = { $field }(已签)
cli-field-empty = { $field }(未签)
cli-field-place = 第 { $page } 页,左上角 { $position } mm,大小 { $size } mm
cli-no-identities = 此电脑上还没有签名身份。用 vermilion identity create 新建一个。
cli-identity = { $identity }  { $id }  { $key }  颁发者:{ $issuer }  有效期至 { $until }  PIN 还可尝试 { $tries } 次
cli-identity-created = 已新建身份:{ $identity }({ $id },{ $key },有效期至 { $until })
cli-identity-imported = 已导入身份:{ $identity }({ $id },颁发者:{ $issuer },有效期至 { $until })
cli-identity-exported = 密钥文件已写入 { $file }
cli-log-intact = 记录完整:共 { $size } 条,根哈希 { $root }
cli-log-broken = 记录在第 { $entry } 条处不完整:{ $reason }
cli-log-exported = 使用记录已写入 { $file }

phase-intent = 开始
phase-done = 完成
phase-aborted = 放弃
phase-recovered = 补记

log-column-seq = 序号
log-column-local-time = 当地时间
log-column-zone = 时区
log-column-action = 操作
log-column-phase = 阶段
log-column-who = 人员
log-column-account = 系统账户
log-column-place = 地点
log-column-document = 文件
log-column-sha256-before = 操作前 SHA-256
log-column-sha256-after = 操作后 SHA-256
log-column-size = 字节数
log-column-identity = 身份
log-column-identity-id = 身份编号
log-column-certificate = 证书 SHA-256
log-column-device = 设备
log-column-outcome = 结果
log-column-code = 原因
log-column-consent = 确认语
log-column-params = 其他
log-column-note = 备注
log-column-operation = 操作编号
log-column-hash = 本条哈希
log-column-root = 根哈希
