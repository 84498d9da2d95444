### 签名人和印章保管人的一侧：申请、领取、挂失、外出、用印审批、名录、备份。
station-title = 签名管理
station-open = 打开签名管理
station-more = 挂失、外出、审批…
station-to-do = 签名管理 · { $count } 项待办
station-done = 完成
station-needed = 请填写。
station-day-wrong = 请写成 2027-06-30 这样的日期。
station-moment-wrong = 请写成 2026-11-27 18:00 这样的时间。
station-lacking = 还有没填的内容，已在上面标出。
station-clause = 依据：{ $clause }
station-way-pin = 更改 PIN…
station-way-travel = 登记外出…
station-way-unlock = 申请解锁…
station-way-directory = 更新名录…
station-way-ticket = 收取审批单…
station-way-backup = 备份…

## 身份
station-identities = 我的签名
station-identities-words = 质控室发放的签名和自己新建的签名。丢失或泄露时，先在这里停用。
station-identities-alone = 能在这台电脑上签名的身份。由质控室管理签名的单位，请先申请。
station-apply = 申请签名…
station-letter = 打开质控室的文件…
station-take = 领取签名…
station-applied = 已申请，等待质控室发放
station-outside = 不在质控室的名录中
station-pin-age = PIN 已用 { $age } 天，满 { $days } 天须更改
station-at-home = 只在外出时使用；现在没有登记外出。
condition-anywhere = 不限地点
condition-anywhere-words = 在单位和外出时都可以使用。
condition-off-site = 只在外出时
condition-off-site-words = 使用前先登记外出的地点、事由和时间。
condition-devices = 只在指定的电脑上
condition-devices-words = 由质控室登记可以使用的电脑。

## 申请
apply-title = 申请签名
apply-words = 在这台电脑上生成密钥，并写出一份申请，交给质控室审核、发放。密钥不会离开这台电脑。
apply-first = 首次申请
apply-renews = 申请类别
apply-renews-of = 换发：{ $name }（{ $person }）
apply-organisation = 单位
apply-department = 部门
apply-id-number = 身份证号
apply-id-number-hint = 申请中只写首尾几位。
apply-post = 岗位
apply-post-example = 例如：授权签字人
apply-field = 授权领域
apply-field-example = 例如：水和废水
apply-employment = 用工形式
apply-employment-regular = 正式
apply-employment-temporary = 临时
apply-employment-part-time = 兼职
apply-employment-external = 外聘
apply-ends = 到期日
apply-ends-optional = 到期日（可不填）
apply-purpose = 用途
apply-purpose-example = 例如：外出检测时签署检测报告
apply-condition = 在哪里使用
apply-mark = 签名样本
apply-mark-ink = 手写签名 { $number }
apply-mark-image = 图片签名 { $number }
apply-mark-none = 暂不附样本
apply-mark-draw = 在这里手写，或选择签名图片。质控室把它存为正本（RS17 4.1），发放时附上副本。
apply-mark-kept = 用已保存的
apply-papers = 附件
apply-papers-words = 授权书、任命文件、身份证明等，会随申请一起交给质控室。
apply-paper-add = 添加附件…
apply-paper-remove = 去掉“{ $name }”
apply-pin = PIN
apply-pin-words = 领取签名时要用到，请记住。领取之后会再设一个自己的 PIN。
apply-device = 这台电脑的编号
apply-go = 生成并保存申请…
apply-next-send = 把这份文件交给质控室，邮件或 U 盘均可。里面没有密钥。
apply-next-wait = 质控室审核后，会发来一份发放文件，并另行告知初始 PIN。
apply-next-take = 收到后打开“签名管理”，点“打开质控室的文件…”领取。

## 领取回执
receipt-title = “{ $name }”的领取回执
receipt-words = 签名副本已经领取，由您本人保管。把回执交给质控室，质控室才知道副本已到您手中。
receipt-clause = RS16 谁领取、谁负责 · RS17 4.2
receipt-go = 保存回执…
receipt-later = 以后再说
receipt-next = 把回执交给质控室，邮件或 U 盘均可。
receipt-due = 领取回执还没有交给质控室。

## 质控室的文件
letter-title = 质控室的文件
letter-choosing = 选择质控室发来的文件。
letter-none = 尚未选择文件
letter-issue = 签名的发放文件
letter-directory = 质控室的名录
letter-ticket = 用印审批单
letter-unlock = 解锁文件
letter-of-office = 交给质控室的文件
letter-issue-words = 领取质控室发放的签名，需要两个 PIN。
letter-initial-pin = 质控室告知的初始 PIN
letter-initial-pin-hint = 质控室会用电话或当面告知，不会和文件一起发送。
letter-pin = 申请时设置的 PIN
letter-issue-next = 领取之后须先设置自己的 PIN，才能签名。
letter-issue-go = 领取
letter-directory-words = “{ $organisation }”的新名录：人员、印章、停用的签名和使用规定。
letter-directory-first = 这是本机第一次接收“{ $organisation }”的名录。此后本机按它的规定使用签名，只接受这个质控室的文件。
letter-root = 质控室的指纹
letter-root-how = 请给质控室打电话，让对方读出指纹，逐组核对。不要用来件中的电话号码。
letter-root-compared = 已在电话中核对，两边的指纹完全一致
letter-ticket-words = 准许在“{ $name }”上用印。收取后即可盖章，只能用一次。
letter-unlock-words = 恢复“{ $name }”的 PIN 尝试次数。
letter-elsewhere = 这份文件要由质控室接收，请转交质控室。
letter-go = 接收

## 挂失、泄露
trouble = 挂失 / 泄露…
trouble-title = 停用“{ $name }”
trouble-words = 立即停用，不需要 PIN。已签署的文件不受影响。
trouble-which = 发生了什么
trouble-loss = 丢失
trouble-loss-words = 电脑、令牌或密钥文件找不到了。
trouble-leak = 泄露
trouble-leak-words = 别人可能知道了 PIN，或拿到了密钥。
trouble-misuse = 被他人使用
trouble-misuse-words = 有文件不是本人签署的。
trouble-what = 经过
trouble-what-example = 何时、何地、怎样发现的
trouble-go = 立即停用
trouble-told = “{ $name }”已停用，请尽快告知质控室。
trouble-done-title = 已停用“{ $name }”
trouble-stopped = 从现在起，这台电脑上不能再用它签名。
trouble-next-send = 把这份通知交给质控室。里面列出了用它签署过的文件。
trouble-next-anew = 质控室收到后登记停用并更新名录；需要时重新申请。
trouble-found = 已找回…
trouble-found-title = 找回了“{ $name }”
trouble-found-words = 写一份通知交给质控室。质控室恢复之后，更新名录即可继续使用。
trouble-found-words-alone = 确认没有别人用过之后，可以取消停用。建议同时更改 PIN。
trouble-found-where = 在哪里找到的
trouble-found-go = 写通知并取消挂失
trouble-found-told = “{ $name }”的挂失已取消。
trouble-found-next = 把这份通知交给质控室。
trouble-found-next-directory = 收到新名录后打开它，签名即恢复使用。

## 外出
station-travel = 外出
station-travel-words = 只能在外出时使用的签名，要先登记外出。外出期间，签名地点自动填入，并写进使用记录。
travel-begin = 登记外出…
travel-title = 登记外出
travel-words = 登记写进使用记录。到时间自动结束，也可以提前结束。
travel-place = 地点
travel-reason = 事由
travel-reason-example = 例如：出厂水年度检测
travel-from = 开始
travel-from-hint = 不填则从现在开始。
travel-until = 结束
travel-backwards = 结束应晚于开始和现在。
travel-days = { $count ->
    [1] 明天
   *[other] { $count } 天后
  }
travel-go = 登记
travel-begun = 已登记外出：{ $place }。
travel-declared = 已登记外出：{ $place }，{ $from } 开始。
travel-ended = 外出已结束。
travel-end = 结束外出
travel-span = { $from } 至 { $until }
travel-line = 外出中：{ $place }，至 { $day }
travel-fills = 外出中，已填入“{ $place }”。
travel-before = 其他外出（{ $count }）

## 用印审批
station-tickets = 用印审批
station-tickets-words = 批准人发来的审批单。每份只对一个文件、一枚印章有效，只能用一次。
tickets-empty = 还没有审批单。收到批准人发来的审批单后，在这里收取。
tickets-file = 文件
tickets-seal = 印章
tickets-where = 页与次数
tickets-approver = 批准人
tickets-until = 有效至
tickets-on = 第 { $pages } 页
tickets-times = { $count } 次
tickets-print = 可打印
tickets-used = 已使用
ticket-open = 批准用印…
ticket-title = 批准用印
ticket-words = 写一份审批单，准许保管人在“{ $name }”上用印。文件再有改动，审批单即作废。
ticket-seal = 印章
ticket-seal-other = 其他印章…
ticket-seal-name = 印章名称
ticket-seal-name-hint = 与质控室登记的名称一致。
ticket-pages = 盖在哪些页
ticket-pages-every = 每一页
ticket-pages-last = 最后一页（第 { $page } 页）
ticket-pages-listed = 指定的页…
ticket-pages-list = 页码
ticket-pages-wrong = 请填 1 到 { $count } 之间的页码，例如 1-3, 6。
ticket-count = 最多盖几次
ticket-hours = 有效时间
ticket-hours-8 = 8 小时
ticket-hours-24 = 1 天
ticket-hours-72 = 3 天
ticket-hours-168 = 7 天
ticket-print = 盖章后还可以打印
ticket-reason = 说明
ticket-reason-example = 例如：已按程序签发
ticket-who = 批准人
ticket-go = 签署并保存审批单…
ticket-next-send = 把这份审批单和文件一起交给印章保管人。
ticket-next-unchanged = 文件不能再改动：改动后审批单不再有效。
ticket-next-once = 用过一次就作废；到期没有用的也作废。

## 名录
station-directory = 质控室名录
station-directory-words = 谁的签名有效、印章由谁保管、哪些已停用，以质控室的名录为准。
directory-line = 第 { $number } 期 · { $day } 发布 · { $people } 人 · { $seals } 枚印章
directory-next = 下一期最迟 { $day }
directory-basis = 使用规定
directory-none = 本机还没有名录。收到质控室的第一份名录时，要打电话核对指纹。

## 备份
station-backup = 备份
station-backup-words = 备份包含签名、记录和设置，用单独的密码加密。恢复之后，用过的审批单仍然是用过的。
backup-last = 最近一次备份：{ $at }
backup-never = 还没有备份过。
backup-try = 检验备份…
backup-title = 备份
backup-words = 为备份设一个密码。忘记密码就无法恢复，没有人能代为找回。
backup-password = 备份密码
backup-password-of = 这份备份的密码
backup-go = 选择位置并备份…
backup-next-keep = 放到另一处保存，例如单位的服务器或保险柜里的 U 盘。
backup-next-password = 密码和备份分开保管。
backup-next-try = 过一段时间用“检验备份…”试一次，确认能恢复。
try-title = 检验备份
try-words = 选择一份备份，真正恢复到一个单独的文件夹里，再看里面有什么。本机的内容不会改变。
try-go = 选择备份并检验…
try-running = 正在恢复…
try-well = 这份备份可以恢复。
try-made = 备份时间
try-identities = 签名
try-identities-count = { $count } 个，均可读取
try-log = 使用记录
try-log-count = { $count } 条，前后相连，没有缺失
try-files = 文件
try-people = 登记的人员
try-untouched = 只是检验，本机的内容没有改变。

## 解锁
unlock-title = 解锁“{ $name }”
unlock-words = PIN 连续输错五次，已锁定。写一份解锁申请交给质控室，由质控室恢复尝试次数；PIN 本身不变。
unlock-alone = 本机还没有质控室的名录。没有质控室的，只能移除这个身份后重新建立。
unlock-go = 保存解锁申请…
unlock-next-send = 把这份申请交给质控室。
unlock-next-take = 收到质控室的解锁文件后，在“签名管理”中打开。

## 签名之前
rules-kind = 文件种类
rules-kind-unsaid = 未说明
rules-department = 文件所属部门
rules-department-other = 其他部门
due-title = 将要到期
due-on = { $days ->
    [0] ：今天
   *[other] ：{ $day }
}
due-more = 还有 { $count } 项
restore-open = 恢复备份…
restore-title = 恢复备份
restore-words = 只能在还没有身份、名录和日志的电脑上恢复，例如新换的电脑。
restore-go = 选择备份并恢复
restore-well = 备份已恢复。
restore-spent = 每个身份只剩一次尝试，直到输入正确的 PIN；以前的审批单全部作废（RS14 4）。
restore-begin = 开始使用
rules-kind-apart = 有专门规定的
rules-kind-other = 其他…
rules-kind-name = 种类名称
kind-test-report = 检测报告
kind-calibration = 校准证书
kind-letter = 公文
kind-contract = 合同
rules-unread = 还有 { $count } 页没有看过：第 { $pages } 页。看完全部内容才能签名。
rules-read = 已看过全部 { $count } 页
rules-ticket = 已有审批单，盖章后即用掉。
approvals-taken = 已收取 { $count } 张审批单。
approvals-refused = “{ $name }”没有收取：{ $why }
rules-files = { $count } 份文件：
rules-files-approved = { $allowed } 份可以盖章，其中 { $count } 份有审批单，盖章后即用掉。
rules-files-approved-all = { $count } 份已审批；盖章后审批单即用掉。
rules-files-allowed = { $count } 份可以盖章。
rules-files-apart = 这 { $count } 份不会盖章，其余文件照常。
rules-files-show = 在列表中查看
rules-files-unread = 批量签署不逐页翻看，请先看过每份文件。您确认的语句会写进使用记录。
rules-records = 将写进使用记录（{ $count } 项）
missing-rules = 按规定现在不能办理。
rules-why = 查看原因
missing-review = 请先看完全部页面。

## 送回
return-open = 送回质控室…
return-due = 外出时签署的报告要送回质控室。
return-title = 送回质控室
return-words = 把“{ $name }”、它的校验值和有关的使用记录打成一包，用您的签名封好。
return-go = 打包并保存…
return-next-send = 把这个文件交给质控室，邮件或 U 盘均可。
return-next-kept = 质控室接收时会验证签名，并记下送回的时间。
return-done = 已打包为“{ $name }”。
