import type { dateOrder as EnglishOrder, markBasis as EnglishBasis, notes as English } from '../en/notes';

export const notes: typeof English = {
  'no-buyer':
    '此导出（{{layout}}）没有买家标识，无法知道哪些订单属于同一个人。其中的收货人、手机和地址已脱敏或为虚拟信息，Shoal 不会猜测。请改用带有会员号或买家编号的导出，或选择您确知是买家的一列。',
  'one-id-per-order':
    '在此格式中，“{{column}}”每个订单都是新的编号，因此每位用户只有一单，也没有复购。请关联客户表，改用同一个人保持不变的“{{wanted}}”。',
  'users-seen-once': '在抽样的 {{rows}} 行中，“{{column}}”从不重复，每位用户将只有一个事件。请确认它表示的是人，而不是订单或行号。',
  'crowded-user': '“{{column}}”在抽样行的 {{share}} 中都是 {{example}}。这通常不是同一个人：可能是游客或未登录者共用的值，会算作一位用户。',
  'masked-user':
    '“{{column}}”已脱敏（例如 {{example}}；样本中有 {{distinct}} 种不同的值）。可见字符相同的人无法区分，会算作同一位用户。请改用未脱敏的导出，或区分度更高的列。',
  'names-as-users': '仅凭“{{column}}”区分用户：同名的客户会算作一位。',
  'sessions-as-users':
    '没有哪一列表示用户，因此“{{column}}”中的每个会话都当作一位用户：再次到访的人每次都算作新用户。如果另有一列说明是谁，请把它设为用户。',
  'id-as-user':
    '没有哪一列指明用户。“{{column}}”的值在不同时间重复出现，因此用它表示用户。如果它是商品等其他事物的编号，请取消这一列的角色。',
  'user-instead': '“{{wanted}}”在 {{share}} 的行中为空，因此用“{{column}}”表示用户。',
  'user-instead-of-masked': '“{{wanted}}”已脱敏，因此用“{{column}}”表示用户。',
  'relative-time':
    '此文件没有日期，只有同一用户两次订单之间的天数、星期和小时。Shoal 为每位用户排出各自的时间线，都从 2000 年 1 月第一周开始。同一用户订单之间的间隔和小时是真实的；日历日期、季节以及不同用户之间谁更近期则不是。星期 0 视为星期日。',
  'filled-down': '同一订单的后续行把整单共有的内容留空，已按“{{column}}”从该订单的第一行补齐。',
  'price-times-quantity': '每行的金额为“{{column}}”×数量，不含整单的优惠、运费和税费。',
  'order-total-once': '“{{column}}”是整单金额，在该订单的每一行重复出现，每个订单只计一次。',
  'cancelled-states': '“{{column}}”为 {{states}} 的订单视为取消：不计金额、件数和订单数。',
  'unpaid-states': '“{{column}}”为 {{states}} 的订单尚未付款，不算购买。',
  'partly-refunded': '“{{column}}”为 {{states}} 的订单按全额计入：文件没有说明退的是哪些行，因此收入偏高。',
  'one-row-a-visit': '每行是一次访问及其全部操作，Shoal 把每次访问读作一个事件。',
  'no-amounts': '没有哪一列是订单金额。可以统计订单数，但没有收入。',
  'small-units': '“{{column}}”似乎以分或更小的单位计，例如 {{example}}：金额和收入按文件中的数字显示。',
  'mostly-negative': '“{{column}}”在抽样行的 {{share}} 中小于 0，而负数金额按退款计算。如果这是用户支付的金额，请先在文件中改为正数。',
  'json-keys': '{{columns}} 中是 JSON。样本中共有 {{keys}} 个键，列在各列之后，其中 {{chosen}} 个已有角色。需要其他键时，请为它选择角色。',
  'decimal-comma': '“{{column}}”以逗号作小数点，例如 {{example}}。',
  'power-letters': '“{{column}}”中的字母表示千或百万等倍数，例如 {{example}}。若字母是单位，请取消该列的角色。',
  'open-marks-decimals':
    '“{{column}}”中的数字（例如 {{example}}）有两种读法，其中的符号暂按小数点读取：{{why}}。如果它是千位分隔符，请在“小数点写作”中选择另一个符号。',
  'open-marks-thousands':
    '“{{column}}”中的数字（例如 {{example}}）有两种读法，其中的符号暂按千位分隔符读取：{{why}}。如果它是小数点，请在“小数点写作”中选择它。',
  'damaged-ids': '“{{column}}”被电子表格取了近似值（例如 {{example}}），不同的编号已变得相同。请重新导出文件，不要用电子表格另存。',
  'time-zone': '此格式的时间属于 {{zone}}，已设为时区。',
  'day-and-clock': '“{{day}}”中的日期与“{{clock}}”中的时刻（例如 {{example}}）合并为一个时间；时刻为空时按当天零点计。',
  'zone-names':
    '“{{column}}”中的时间带有时区名（{{zones}}）。这类名称可能指不止一个时区，因此按“读取方式”中所选时区的钟表时间读取：请选择所指的时区。',
  'months-only':
    '“{{column}}”只有月份、没有日，例如 {{example}}。Shoal 不会猜测发生在哪一天：请导出带完整日期的文件，或把“时间”设为另一列。',
};

export const markBasis: typeof EnglishBasis = {
  cells: '没有别的读法',
  file: '文件的其他列这样书写小数',
  grouping: '较小的整数没有符号，而更大的整数都带有符号',
  delimiter: '以分号分隔的文件大多用逗号作小数点',
  dates: '日期用点号的文件大多用逗号作小数点',
  language: '列名所用的语言以点分隔千位',
  habit: '文件没有给出其他线索，而以点作小数点最为常见',
};

export const dateOrder: typeof EnglishOrder = {
  dmy: '日在前、月在后',
  mdy: '月在前、日在后',
  proved: '{{order}}：抽样的 {{cells}} 个日期中有 {{proofs}} 个只有这一种读法，例如 {{example}}。',
  mixed: '{{order}}：抽样的 {{cells}} 个日期中有 {{proofs}} 个只有这一种读法，但有 {{against}} 个相反。该列可能混用两种写法，请核对。',
  sequence: '有歧义：抽样的 {{cells}} 个日期中没有大于 12 的日。很可能是{{order}}，因为只有这样各行的时间才是递增的。',
  dots: '有歧义：抽样的 {{cells}} 个日期中没有大于 12 的日。按使用点号的习惯取{{order}}，请用 {{example}} 核对。',
  habit: '有歧义：抽样的 {{cells}} 个日期中没有大于 12 的日。暂取{{order}}，请用 {{example}} 核对。',
};
