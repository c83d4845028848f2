import type { errors as English } from '../en/errors';

export const errors: typeof English = {
  'file-empty': { title: '文件是空的', where: '{{name}} 里没有任何文字。', body: '请从来源系统重新导出，打开前先看一下文件大小。' },
  'file-no-rows': {
    title: '文件只有表头，没有数据行',
    where: '{{name}} 写完列名就结束了。',
    body: '导出时可能被筛选成空，或中途停止。请放宽时间范围后重新导出。',
  },
  'file-binary': {
    title: '文件里没有表格',
    where: '{{name}} 看起来是 {{kind}}。',
    body: 'Shoal 可读取 CSV 等文本、电子表格（.xlsx、.ods，以及实为网页或 XML 的 .xls）、网页中的表格、Parquet 和 JSON Lines，也可以是 ZIP 或 gzip 压缩。请把数据另存或导出为其中一种，再打开该文件。',
  },
  'file-one-column': {
    title: '文件只有一列',
    where: '这一列叫“{{name}}”。',
    body: '至少需要用户和时间两列。请检查导出内容是否包含它们，以及各列是否以逗号、分号、制表符或空格分隔。',
  },
  'file-unreadable': {
    title: '无法读取文件',
    where: '{{name}}',
    body: '浏览器没有读取权限，或文件所在的磁盘已断开。请把文件复制到本机后再打开。',
  },
  'file-changed': {
    title: '读取过程中文件发生了变化',
    where: '{{name}} 在磁盘上被修改、移动或删除。',
    body: '页面上的内容已保留。等文件不再变动后，请重新打开。',
  },
  'file-too-large': {
    title: '文件太大，浏览器无法处理',
    where: '{{name}}',
    body: '请拆分文件（例如按年），或去掉用不到的列，再打开较小的文件。',
  },
  'record-too-long': {
    title: '文件中有一行过长',
    where: '第 {{line}} 行的内容超过 {{mb}} MB。',
    body: '这通常说明文件已损坏，或者不是表格。请检查该行，删除或缩短后再打开文件。',
  },
  'too-many-columns': {
    title: '表格的列太多',
    where: '共 {{columns}} 列，最多可读取 {{most}} 列。',
    body: '可能是行和列颠倒了，或者缺少换行。请另存为每个事件占一行的表格后再打开。',
  },
  'packed-damaged': {
    title: '文件已损坏',
    where: '{{name}} 无法完整解开。',
    body: '可能在下载或复制时被截断。请重新下载或导出。',
  },
  'packed-encrypted': {
    title: '文件设有密码',
    where: '{{name}}',
    body: '请另存为不带密码的文件，或先解压，再打开解压出的文件。',
  },
  'packed-unsupported': {
    title: '文件的压缩方式无法在本页解开',
    where: '{{name}}（{{detail}}）',
    body: '请在电脑上解压后打开其中的文件，或重新压缩成普通的 ZIP 或 gzip。',
  },
  'packed-too-large': {
    title: '文件解开后远大于合理的大小',
    where: '{{name}}',
    body: '这么小的文件解出这么多数据，通常说明压缩包有问题或有害，因此没有解开。如果您信任它，请在电脑上解压后打开其中的文件。',
  },
  'packed-no-table': {
    title: '压缩包里没有表格',
    where: '{{name}}',
    body: 'Shoal 会查找 CSV 等文本表格、电子表格、网页中的表格、Parquet 和 JSON Lines。请检查压缩包的内容。',
  },
  'spreadsheet-format': {
    title: '无法读取这种电子表格',
    where: '{{name}} 是{{kind}}。',
    body: '请在电子表格软件中打开，另存为 .xlsx 或 CSV，再打开该文件。',
  },
  'page-no-table': {
    title: '文件是网页，里面没有数据表格',
    where: '{{name}}',
    body: '登录页或错误提示页常被存成导出文件的名字。请在浏览器中打开看看写了什么，然后重新导出数据，能选格式时请选 CSV 或 .xlsx。',
  },
  'workbook-empty': {
    title: '工作簿中没有任何工作表含有表格',
    where: '{{name}}',
    body: '表格至少要有一行表头、一行数据和两列。请检查数据是否在单元格中，而不是在图片、图表或链接的文件里。',
  },
  'json-no-rows': {
    title: 'JSON 中没有对象列表',
    where: '{{name}}',
    body: 'Shoal 读取每行一个对象的 JSON，或由对象组成的列表；每个对象是一个带有用户和时间的事件。',
  },
  'json-too-deep': {
    title: 'JSON 嵌套过深',
    where: '{{name}} 第 {{line}} 行',
    body: '请把事件导出为扁平的对象：事件的每一项信息对应一个名称和一个值。',
  },
  'json-repeats': {
    title: '展开后的 JSON 会比原文件大许多倍',
    where: '{{name}} 第 {{line}} 行',
    body: '列表中的每一项都会成为一行，并带上列表外的全部内容，而此处的内容很长。导出时请让事件只带用户编号，或去掉列表旁的长文本。',
  },
  'table-too-sparse': {
    title: '表格几乎是空的，而且大到无法读取',
    where: '{{name}} 第 {{line}} 行',
    body: '列数极多，而各行只填写了其中少数几列：有的单元格远在其他单元格右侧，或者每一行都有自己独有的字段。请删去不属于表格的内容，或只导出需要的列。',
  },
  'files-differ': {
    title: '这些文件的列不一致',
    where: '{{name}} 与 {{first}} 不同：{{columns}}。',
    body: '一起打开的文件会合并成一张表读取。列的顺序不限，也可以有少数列缺少或新增：最多五分之一，且表示用户、时间、行为、金额、数量或订单号的列必须相同。请单独打开这个文件，或只选同一批的文件。',
  },
  'mapping-no-user': {
    title: '没有哪一列说明用户是谁',
    where: '',
    body: '请在“列”中把客户编号、账号、会员名或设备号所在的列设为“用户”：同一个人再次到来时，这个值应当不变。',
  },
  'mapping-no-time': {
    title: '没有哪一列说明事情发生的时间',
    where: '',
    body: '请在“列”中把事件或订单日期所在的列设为“时间”。没有日期，就无法得到最近一次、节奏和漂移。',
  },
  'mapping-no-item': {
    title: '没有列说明每行是哪件商品',
    where: '',
    body: '请选择商品编号所在的列，即事件中也有的那一列。',
  },
  'mapping-no-attributes': {
    title: '没有使用任何列',
    where: '',
    body: '除编号和结果外，请至少为一列选择含义：数值、日期、类别或有序区间（自由文本只能作为补充）；商品表则选择品类、品牌或标题。',
  },
  'items-alone': {
    title: '商品列表不包含用户信息',
    where: '',
    body: '请先打开事件文件，再把这个文件拖到上面，两者按商品关联。如果各行其实是用户或事件，请在“一行代表什么”中更改。',
  },
  'update-timeless': {
    title: '用户表不能追加',
    where: '',
    body: '它的行没有时间，无法区分新旧。请把较新的文件作为另一个工作区打开。',
  },
  'dates-unparsable': {
    title: '没有读出任何日期',
    where: '“{{column}}”列的值形如“{{example}}”。',
    body: '请在“读取方式”中选择别的日期格式，或把“时间”设为另一列。',
  },
  'rows-none-kept': {
    title: '没有可用的行',
    where: '',
    body: '所有行都被拒绝，或都不在所选时间范围内。请查看“文件质量”中的原因，下载被拒绝的行，或在设置中放宽时间范围。',
  },
  'users-one': { title: '文件里只有一位用户', where: '', body: '分群需要对比许多用户。请检查“用户”是否设在了正确的列上。' },
  'users-single-event': {
    title: '每位用户都只有一个事件',
    where: '{{users}} 位用户各出现一次。',
    body: '单个事件看不出习惯。常见原因是把订单号或会话号当成了用户：请把“用户”设为客户自己的编号。',
  },
  'users-fewer-than-k': {
    title: '用户比分群还少',
    where: '{{users}} 位用户无法组成 {{k}} 个分群。',
    body: '请在设置中减少分群数量或改为自动，也可以打开用户更多的文件。',
  },
  'features-no-variance': {
    title: '所有用户看起来都一样',
    where: '',
    body: '没有任何特征在用户之间有差别，因此无从分群。请检查金额、事件类型和时间是否取自正确的列。',
  },
  'no-order': {
    title: '该文件没有可按时间顺序读取的事件',
    where: '',
    body: '它每行是一位用户。请在设置的“嵌入”中选择“自编码器”或“无”。',
  },
  'density-none': {
    title: '没有足够密集的区域可以成为分群',
    where: '在至少 {{minPoints}} 位用户的要求下，用户彼此都太远。',
    body: '请在设置中放宽要求：DBSCAN 可减小最少点数或增大距离 ε，HDBSCAN 可减小分群的最少人数。也可以改用 k-means，它会给每位用户一个分群。',
  },
  'density-one': {
    title: '密集区域全部连在一起，只有一个分群',
    where: '使用的距离 ε = {{epsilon}}，其中至少 {{minPoints}} 位用户。',
    body: '请在设置中减小 ε 或增大最少点数，或改用能区分不同密度的 HDBSCAN。如果用户之间只是程度不同，可能本来就没有间隔可找；k-means 仍能把他们分开。',
  },
  'density-many': {
    title: '分群太多，无法一一区分',
    where: '找到 {{found}} 个区域，最多显示 {{most}} 个。',
    body: '请在设置中要求每个分群有更多用户：DBSCAN 可增大最少点数或距离 ε，HDBSCAN 可增大分群的最少人数。',
  },
  'recipe-invalid': { title: '有一项设置无效', where: '{{detail}}', body: '请打开设置，改正标出的项目，或恢复默认值。' },
  'backend-unavailable': { title: '所选的计算后端在本机不可用', where: '', body: '请在顶部的后端菜单中选择“自动”，然后重新开始。' },
  'sizes-refused': {
    title: '即使最小的规模，GPU 也无法处理',
    where: '',
    body: '请在顶部的后端菜单中选择“WebAssembly”，然后重新测量。不测量也可以构建分群：届时训练会自动改用其他后端。',
  },
  'training-diverged': {
    title: '训练发散了',
    where: '第 {{epoch}} 轮时损失已不是数值。',
    body: '请在设置中减小学习率（可先试现在的十分之一），或换一种嵌入。',
  },
  'worker-crashed': {
    title: '页面的计算部分停止了',
    where: '',
    body: '页面上的分群已保留，但查看细节需要重新运行。请重新打开文件并再次构建；若再次发生，请关闭其他标签页以腾出内存。',
  },
  'out-of-memory': {
    title: '浏览器标签页的内存不足',
    where: '',
    body: '请关闭其他标签页，或打开较小的文件：更短的时间范围，或只保留需要的列。',
  },
  cancelled: { title: '已取消', where: '', body: '一切恢复原样。' },
  'nothing-open': { title: '当前没有打开的文件', where: '', body: '请在数据页重新打开文件。' },
  'clean-several-files': {
    title: '无法用多个文件生成清洗后的文件',
    where: '更新时已在第一个文件之后追加了其他文件。',
    body: '请分别打开每个文件，再下载其清洗后的行。',
  },
  'source-not-kept': {
    title: '此文件未随工作区保存',
    where: '{{name}}',
    body: '文件太大或空间不足，只保留了已读取的内容。请从原位置重新打开该文件，然后再试一次。',
  },
  'storage-denied': {
    title: '浏览器不允许本页面保存任何内容',
    where: '',
    body: '无痕窗口通常如此。所有功能照常可用，但关闭标签页后不再保留：请把工作区保存为文件，或在普通窗口中打开 Shoal。',
  },
  'storage-full': {
    title: '此设备没有足够空间保存工作区',
    where: '',
    body: '工作会在内存中继续。请在开始页面删除不再需要的工作区，或在关闭标签页之前把它保存为文件。',
  },
  'storage-other-tab': {
    title: '此工作区已在另一个标签页中打开',
    where: '',
    body: '为避免互相覆盖，这里的改动不会保存。请关闭其中一个标签页，然后重新打开工作区。',
  },
  'storage-evicted': {
    title: '浏览器已清除此工作区保存的内容',
    where: '',
    body: '设备空间不足时浏览器会这样做。请重新打开原始文件，或打开保存过的 .shoal 文件。',
  },
  'storage-failed': {
    title: '工作区未能保存',
    where: '{{detail}}',
    body: '工作会在内存中继续。请在关闭标签页之前把工作区保存为文件，并重新加载页面再试。',
  },
  'workspace-damaged': {
    title: '此工作区已损坏',
    where: '{{name}}',
    body: '部分内容缺失或在 Shoal 之外被修改，因此没有打开。请使用较早的副本，或从原始文件重新开始。',
  },
  'workspace-newer': {
    title: '此工作区由更新版本的 Shoal 创建',
    where: '{{name}}，格式 {{version}}',
    body: '请重新加载页面以获取最新版本，然后再次打开。',
  },
  'workspace-not': {
    title: '这不是 Shoal 工作区文件',
    where: '{{name}}',
    body: '工作区文件由“保存为文件”生成，文件名以 .shoal 结尾。',
  },
  'workspace-gone': {
    title: '此设备上已没有这个工作区',
    where: '',
    body: '它可能已在另一个标签页中被删除。列表显示的是当前的情况。',
  },
  'run-gone': {
    title: '列表中已没有这次运行',
    where: '',
    body: '它已被删除，或为更新的运行让出了位置。列表显示的是当前的情况。',
  },
  'run-current': {
    title: '不能删除当前显示的运行',
    where: '',
    body: '请先重新构建，或回到另一个结果，再删除它。',
  },
  'runs-apart': {
    title: '这两次运行没有共同的用户',
    where: '',
    body: '运行之间按用户编号比较。请选择包含相同用户的两次运行。',
  },
  'runs-other-file': {
    title: '此列表属于另一个文件，不是当前打开的文件',
    where: '',
    body: '打开的文件尚未构建，因此列表仍属于当前显示的结果。其中的运行可以给打开的文件的用户归群，也可以比较和导出。要命名、删除、导入或换回运行，请先构建打开的文件，或重新打开列表所属的工作区。',
  },
  'run-not': {
    title: '这不是 Shoal 导出的运行',
    where: '{{name}}',
    body: '运行文件是“模型”页上“导出”生成的 ZIP 压缩包，其中有 run.json。',
  },
  'run-damaged': {
    title: '这个运行文件已损坏',
    where: '{{name}}，{{part}}',
    body: '部分内容缺失或被改动，因此没有导入任何内容。请在原处重新导出这次运行。',
  },
  'run-newer': {
    title: '这次运行由更新版本的 Shoal 导出',
    where: '{{name}}，格式 {{version}}',
    body: '请重新加载页面以获取最新版本，然后再次导入。',
  },
  'run-model-damaged': {
    title: '这次运行的模型数据不完整或互不匹配',
    where: '',
    body: '其权重与特征或网络对不上，无法用它计算。请在原处重新导出这次运行。',
  },
  'run-imported': {
    title: '导入的运行不能换回为当前结果',
    where: '',
    body: '此文件中不一定有它所依据的事件。它可以给此文件的用户归群、用于比较，其设置也可用于构建。',
  },
  'run-earlier': {
    title: '旧版 Shoal 保存的这次运行内容不足，无法换回',
    where: '',
    body: '请采用它的设置重新构建：相同的设置得到相近的分群。',
  },
  'run-other-file': {
    title: '这次运行所用的文件与现在打开的不同',
    where: '',
    body: '此后加入或撤回过较新的文件。“撤销”或工作区菜单中的版本列表可以回到当时的文件。',
  },
  'run-other-reading': {
    title: '文件现在的读取方式与这次运行时不同',
    where: '',
    body: '列的含义、清洗或关联的表已改变，事件也随之不同。请在“数据”页恢复当时的设置后再试。',
  },
  'run-other-events': {
    title: '当前文件算不出这次运行保存的结果',
    where: '',
    body: '用户或其在地图上的位置与保存的不同，因此没有换回这次运行。请采用它的设置重新构建。',
  },
  'place-lacks': {
    title: '当前文件缺少该模型所需的内容：{{lacks}}',
    where: '未找到：{{names}}。',
    body: '请在“数据”页指明哪些列含有这些内容，或关联含有它们的表。没有归入任何用户。',
  },
  'place-method': {
    title: '这次运行的分群不由中心决定',
    where: '',
    body: '它们是密集区域或混合分布，而这次运行只保存了中心（运行的压缩包和旧版 Shoal 都是如此），按中心归群会出错。没有归入任何用户。',
  },
  'placed-gone': {
    title: '此次归群的结果已不在',
    where: '',
    body: '文件或这次运行的分群已经改变。请重新为此文件的用户归群。',
  },
  unknown: {
    title: '发生了意料之外的问题',
    where: '{{detail}}',
    body: '页面上的内容已保留。请再试一次；若再次发生，请刷新网页并重新打开文件。',
  },
};
