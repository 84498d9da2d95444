### 印章与本机角色。

station = 本机角色
station-signer = 签名人
station-custodian = 印章保管人
station-office = 质控室

seal-kind-official = 公章
seal-kind-testing = 检验检测专用章
seal-kind-contract = 合同专用章
seal-kind-finance = 财务专用章
seal-kind-invoice = 发票专用章
seal-kind-representative = 法定代表人名章
seal-kind-personal = 个人名章
seal-kind-signature = 手写签名
seal-kind-other = 其他印章
seal-state-used = 使用中
seal-state-retired = 已停用

cli-seal = { $seal }（{ $id }）：{ $kind }，{ $width } × { $height } mm，{ $made } 制作，{ $state }
cli-seal-made = 已制作印章：{ $seal }（{ $id }），{ $kind }，{ $width } × { $height } mm，{ $made }，{ $state }
cli-seal-preset = { $preset }：{ $kind } { $width } × { $height } mm { $line }
cli-no-seals = 本机还没有印章。

action-seal-made = 制作印章
action-seal-imported = 导入印章
action-seal-exported = 导出印章
action-seal-changed = 更改印章
action-seal-removed = 删除印章

failure-rule-seal-maker = 印模由办公室统一制作（RS18 第五条），本机不是质控室。
failure-rule-seal-maker-remedy = 请质控室制作后把印章文件交给您导入；本机就是质控室时，请在设置中把本机角色改为“质控室”。
failure-no-such-seal = 没有名为“{ $seal }”的印章。
failure-no-such-seal-remedy = 用 vermilion seal list 查看本机的印章。
failure-seal-ambiguous = 有几枚印章都叫“{ $seal }”。
failure-seal-ambiguous-remedy = 请用编号指定，或先改名。
failure-seal-retired = 印章“{ $seal }”已停用，不能再加盖。
failure-seal-retired-remedy = 换一枚印章，或请质控室确认后恢复使用。
failure-no-such-preset = 没有名为“{ $preset }”的预设。
failure-no-such-preset-remedy = 用 vermilion seal presets 查看全部预设。
failure-seal-measures = 这样的尺寸或文字做不出印章。
failure-seal-measures-remedy = 边长 8–60 mm，边框 0.2–3 mm，五角星不超过边长的六成，每处文字不超过 80 个字。
failure-seal-too-full = 文字太多，在这个尺寸内放不下。
failure-seal-too-full-remedy = 加大印章，或减少文字。
failure-seal-nameless = 印章上还没有名称。
failure-seal-nameless-remedy = 填写单位名称或姓名。
failure-seal-unreadable = “{ $name }”不是印章文件，或已损坏。
failure-seal-unreadable-remedy = 请质控室重新导出印章文件（.vmseal）。
failure-seal-known = 印章“{ $seal }”已经在本机。
failure-seal-known-remedy = 无需再次导入；要换新的，请先删除旧的。
