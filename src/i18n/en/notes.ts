/** What the person should know of an open file, by the keys of `PreviewNote`. */
export const notes = {
  'no-buyer':
    'This export ({{layout}}) names no buyer, so nothing says which orders are one person’s. Receivers, phones and addresses in it are masked or stand-ins, and Shoal does not guess. Use an export with a member or buyer id, or choose a column that you know to be one.',
  'one-id-per-order':
    'In this layout “{{column}}” is a new number for every order, so each user would have one order and no repurchase. Join the customers file and use “{{wanted}}”, which stays the same for a person.',
  'users-seen-once':
    '“{{column}}” never repeats in the {{rows}} sampled rows. Each user would have one event: check that it names a person, not an order or a row.',
  'crowded-user':
    '“{{column}}” is {{example}} in {{share}} of the sampled rows. That is rarely one person: guests or people who did not sign in may share it, and would count as one user.',
  'masked-user':
    '“{{column}}” is masked (for example {{example}}; {{distinct}} different values in the sample). People whose visible characters are the same cannot be told apart and count as one user. Use an export with unmasked buyers, or a column that tells more.',
  'names-as-users': 'Users are told apart by “{{column}}” alone: two customers of the same name count as one.',
  'sessions-as-users':
    'No column names a user, so each session in “{{column}}” stands for one: who comes back counts as somebody new each time. If another column says who it is, give it the role of the user.',
  'id-as-user':
    'No column names a user, so “{{column}}”, whose values come again at other times, stands for one. If it numbers products or other things, take the role away from it.',
  'user-instead': '“{{wanted}}” is empty in {{share}} of the rows, so “{{column}}” stands for the user.',
  'user-instead-of-masked': '“{{wanted}}” is masked, so “{{column}}” stands for the user.',
  'relative-time':
    'This file has no dates, only the days between a user’s orders, the weekday and the hour. Shoal lays each user’s orders on a timeline of its own that begins in the first week of January 2000. Gaps between a user’s orders and hours are real; calendar dates, seasons, and how recent one user is beside another are not. Weekday 0 is taken for Sunday.',
  'filled-down': 'Lines of an order leave what belongs to the whole order blank. It is taken from the order’s first line, by “{{column}}”.',
  'price-times-quantity': 'The money of a line is “{{column}}” × quantity; discounts, shipping and taxes of the whole order are not in it.',
  'order-total-once': '“{{column}}” is the total of an order that each of its lines repeats. It is counted once for each order.',
  'cancelled-states': 'Orders whose “{{column}}” is {{states}} count as cancelled: they bring no money, no units and no order.',
  'unpaid-states': 'Orders whose “{{column}}” is {{states}} were not paid for and do not count as purchases.',
  'partly-refunded':
    'Orders whose “{{column}}” is {{states}} count in full: the file does not say which of their lines were given back. Revenue is too high by that.',
  'one-row-a-visit': 'A row is a visit with all its actions. Shoal reads each visit as one event.',
  'no-amounts': 'No column holds the money of an order. Orders are counted, revenue is not.',
  'small-units':
    '“{{column}}” seems to count cents or smaller parts, as in {{example}}: amounts and revenue are shown as they stand in the file.',
  'mostly-negative':
    '“{{column}}” is below 0 in {{share}} of the sampled rows, and amounts below 0 count as refunds. If these are what users paid, turn the sign round in the file.',
  'json-keys':
    '{{columns}} holds JSON. {{keys}} keys were found in the sample and stand below the columns; {{chosen}} of them have a role. Give a role to any other that you need.',
  'decimal-comma': 'In “{{column}}” the comma separates decimals, as in {{example}}.',
  'power-letters':
    'In “{{column}}” letters stand for thousands or millions, as in {{example}}. If they are a unit, take the role away from the column.',
  'open-marks-decimals':
    'Figures in “{{column}}” such as {{example}} could be read in two ways. Their mark is taken to stand before decimals: {{why}}. If it separates thousands, choose the other mark under “Decimals are separated by”.',
  'open-marks-thousands':
    'Figures in “{{column}}” such as {{example}} could be read in two ways. Their mark is taken to separate thousands: {{why}}. If it stands before decimals, choose it under “Decimals are separated by”.',
  'damaged-ids':
    '“{{column}}” was rounded by a spreadsheet (for example {{example}}): different ids have become the same. Export the file again and do not save it in a spreadsheet.',
  'time-zone': 'This layout’s times belong to {{zone}}, which is set as the time zone.',
  'day-and-clock':
    'The day in “{{day}}” and the time of day in “{{clock}}”, such as {{example}}, are read as one time. Where the time of day is blank, the beginning of the day stands for it.',
  'zone-names':
    'The times in “{{column}}” name a zone ({{zones}}). Such names stand for more than one zone, so the times are read as clock times in the time zone chosen under “How to read the file”: choose the one that is meant.',
  'months-only':
    '“{{column}}” holds months without a day, such as {{example}}. Shoal does not guess on which day something happened: export the file with full dates, or choose another column for the time.',
};

/** What it rests on that a comma or a point was taken to stand before decimals. */
export const markBasis = {
  cells: 'no other reading is possible',
  file: 'other columns of the file write decimals so',
  grouping: 'whole numbers below 1,000 have no mark, and larger ones all have it',
  delimiter: 'files with semicolons between the cells mostly have decimal commas',
  dates: 'files whose dates have dots mostly have decimal commas',
  language: 'the columns are named in a language that writes points between thousands',
  habit: 'nothing in the file says otherwise, and a point before decimals is the most frequent',
};

/** Whether day or month comes first, and how sure that is. */
export const dateOrder = {
  dmy: 'Day before month',
  mdy: 'Month before day',
  proved: '{{order}}: {{proofs}} of {{cells}} sampled dates, such as {{example}}, have no other reading.',
  mixed:
    '{{order}}: {{proofs}} of {{cells}} sampled dates have no other reading, but {{against}} speak for the opposite. The column may mix both; check it.',
  sequence:
    'Ambiguous: none of {{cells}} sampled dates has a day after the 12th. {{order}} is likely, since only so do the rows ascend in time.',
  dots: 'Ambiguous: none of {{cells}} sampled dates has a day after the 12th. {{order}} is taken, as is usual with dots. Check with {{example}}.',
  habit: 'Ambiguous: none of {{cells}} sampled dates has a day after the 12th. {{order}} is taken. Check with {{example}}.',
};
