/**
 * One entry for each ErrorCode. `title`: what is wrong. `where`: the place, shown only if the error brings every figure
 * that it names. `body`: what to do next.
 */
export const errors = {
  'file-empty': {
    title: 'The file is empty',
    where: '{{name}} holds no text.',
    body: 'Export it again from the system that it comes from, and check its size before opening it here.',
  },
  'file-no-rows': {
    title: 'The file has a header and no rows',
    where: '{{name}} names its columns and then ends.',
    body: 'The export was probably filtered to nothing, or stopped early. Export it again with a longer period.',
  },
  'file-binary': {
    title: 'There is no table in this file',
    where: '{{name}} looks like {{kind}}.',
    body: 'Shoal reads CSV and other text, spreadsheets (.xlsx, .ods, .xls that are web pages or XML), tables of web pages, Parquet and JSON lines, also in a ZIP or gzip. Save or export your data as one of these, then open that file.',
  },
  'file-one-column': {
    title: 'The file has only one column',
    where: 'That column is called “{{name}}”.',
    body: 'At least a user and a time are needed. Check that the export holds them, and that the columns are separated by commas, semicolons, tabs or spaces.',
  },
  'file-unreadable': {
    title: 'The file could not be read',
    where: '{{name}}',
    body: 'The browser was not allowed to read it, or it lies on a drive that is no longer connected. Copy it to this computer and open the copy.',
  },
  'file-changed': {
    title: 'The file changed while it was being read',
    where: '{{name}} was altered, moved or deleted on disk.',
    body: 'What was on the screen is kept. When the file has come to rest, open it again.',
  },
  'file-too-large': {
    title: 'The file is too large for this browser',
    where: '{{name}}',
    body: 'Split it, for example by year, or leave out columns that are not needed, and open the smaller file.',
  },
  'record-too-long': {
    title: 'A row of the file is too long',
    where: 'The row on line {{line}} has more than {{mb}} MB.',
    body: 'Such a row is a sign of a damaged file, or of one that is no table. Look at that line, take it out or shorten it, and open the file again.',
  },
  'too-many-columns': {
    title: 'The table has too many columns',
    where: 'It has {{columns}} columns; at most {{most}} can be read.',
    body: 'Rows and columns may be exchanged, or the ends of the lines may be missing. Write the table with a row for each event, and open it again.',
  },
  'packed-damaged': {
    title: 'The file is damaged',
    where: '{{name}} cannot be unpacked to its end.',
    body: 'It was probably cut off while it was downloaded or copied. Download or export it again.',
  },
  'packed-encrypted': {
    title: 'The file is protected by a password',
    where: '{{name}}',
    body: 'Save it without a password, or unpack it first, and open what comes out.',
  },
  'packed-unsupported': {
    title: 'The file is packed in a way that this page cannot unpack',
    where: '{{name}} ({{detail}})',
    body: 'Unpack it on your computer and open the files that come out, or pack it again as an ordinary ZIP or gzip.',
  },
  'packed-too-large': {
    title: 'The file unpacks to far more than it should',
    where: '{{name}}',
    body: 'So much data from so small a file is the mark of a faulty or harmful archive, so it was not unpacked. If you trust it, unpack it on your computer and open the files that come out.',
  },
  'packed-no-table': {
    title: 'There is no table in the archive',
    where: '{{name}}',
    body: 'Shoal looks for CSV and other text tables, spreadsheets, tables of web pages, Parquet and JSON lines. Check what the archive holds.',
  },
  'spreadsheet-format': {
    title: 'This kind of spreadsheet cannot be read here',
    where: '{{name}} is {{kind}}.',
    body: 'Open it in your spreadsheet program, save it as .xlsx or as CSV, and open that file.',
  },
  'page-no-table': {
    title: 'The file is a web page without a table of rows',
    where: '{{name}}',
    body: 'A page to sign in or an error message is often saved under the name of an export. Open it in a browser tab to see what it says, then export the data again, as CSV or .xlsx if you can choose.',
  },
  'workbook-empty': {
    title: 'No sheet of the workbook holds a table',
    where: '{{name}}',
    body: 'A table has at least a header and a row, two columns wide. Check that the data is in the cells and not in a picture, a chart or a linked file.',
  },
  'json-no-rows': {
    title: 'The JSON holds no list of objects',
    where: '{{name}}',
    body: 'Shoal reads one object a line, or a list of objects, each of them an event with a user and a time.',
  },
  'json-too-deep': {
    title: 'The JSON is nested too deeply',
    where: '{{name}}, line {{line}}',
    body: 'Export the events as flat objects: a name and a value for each thing that is known of an event.',
  },
  'json-repeats': {
    title: 'The JSON would become many times as large as it is',
    where: '{{name}}, line {{line}}',
    body: 'Each entry of a list becomes a row that has all that stands around the list, and here that is long. Export the events with the id of their user alone, or leave out long texts beside the list.',
  },
  'table-too-sparse': {
    title: 'The table is nearly empty, and too large to be read',
    where: '{{name}}, line {{line}}',
    body: 'Its rows have values in few of very many columns: cells stand far to the right of the others, or each row has fields of its own. Take out what does not belong to the table, or export only the columns that you need.',
  },
  'files-differ': {
    title: 'The files do not have the same columns',
    where: '{{name}} differs from {{first}}: {{columns}}.',
    body: 'Files that are opened together are read as one table. Their columns may stand in any order, and some may be missing or new: one in five at most, and none that names the user, the time, the event, the amount, the quantity or the order number. Open this one on its own, or only those that belong together.',
  },
  'mapping-no-user': {
    title: 'No column says who the user is',
    where: '',
    body: 'Under “Columns”, give the role User to the column with a customer number, an account, a member name or a device id: something that stays the same when one person comes back.',
  },
  'mapping-no-time': {
    title: 'No column says when things happened',
    where: '',
    body: 'Under “Columns”, give the role Time to the column with the date of the event or order. Without dates there is no recency, no rhythm and no drift.',
  },
  'mapping-no-item': {
    title: 'No column says which item a row is about',
    where: '',
    body: 'Choose the column with the item’s number, the one that the events have, too.',
  },
  'mapping-no-attributes': {
    title: 'No column is used',
    where: '',
    body: 'Choose what at least one column means, beside the id and the outcomes: a number, a date, a category or ordered bands (free text counts beside these alone); of a table of items, its category, brand or title.',
  },
  'items-alone': {
    title: 'A list of items says nothing of users',
    where: '',
    body: 'Open the file of events first, then drop this file on it: the two are joined by item. If its rows are users or events after all, say so under “What one row is”.',
  },
  'update-timeless': {
    title: 'A table of users cannot be added to',
    where: '',
    body: 'Its rows have no time, so that old and new cannot be told apart. Open the newer file as another workspace.',
  },
  'dates-unparsable': {
    title: 'No date could be read',
    where: 'The column “{{column}}” holds values such as “{{example}}”.',
    body: 'Choose another date format under “How to read the file”, or give the role Time to another column.',
  },
  'rows-none-kept': {
    title: 'No row could be used',
    where: '',
    body: 'Every row was rejected, or none falls into the chosen period. See the reasons under “Quality of the file”, download the rejected rows, or widen the period in the settings.',
  },
  'users-one': {
    title: 'The file has only one user',
    where: '',
    body: 'Segments need many users to compare. Check that the right column has the role User.',
  },
  'users-single-event': {
    title: 'Every user has exactly one event',
    where: 'All {{users}} users appear once.',
    body: 'Nothing can be learned about habits from single events. Often the column taken for the user is an order or session number: give the role User to the customer’s own id.',
  },
  'users-fewer-than-k': {
    title: 'There are fewer users than segments',
    where: '{{users}} users cannot form {{k}} segments.',
    body: 'Choose a smaller number of segments, or leave the number to Shoal, in the settings. Or open a file with more users.',
  },
  'features-no-variance': {
    title: 'All users look the same',
    where: '',
    body: 'No feature differs between users, so there is nothing to group them by. Check that amounts, event types and times were taken from the right columns.',
  },
  'no-order': {
    title: 'This file has no events in time to read in order',
    where: '',
    body: 'It holds one row for each user. Choose “Autoencoder” or “None” in the settings under Embedding.',
  },
  'density-none': {
    title: 'No region of users is dense enough to be a segment',
    where: 'All are too far from each other, with at least {{minPoints}} users asked for.',
    body: 'In the settings, ask for fewer: smaller minimum points or a larger distance ε for DBSCAN, a smaller segment for HDBSCAN. Or choose k-means, which gives every user a segment.',
  },
  'density-one': {
    title: 'All dense regions hang together, so there is one segment only',
    where: 'Tried with the distance ε = {{epsilon}} and at least {{minPoints}} users within it.',
    body: 'In the settings, choose a smaller ε or more minimum points, or HDBSCAN, which tells regions of unlike density apart. Where users differ by degrees there may be no gap to find: k-means divides them all the same.',
  },
  'density-many': {
    title: 'There are too many segments to tell apart',
    where: '{{found}} regions were found; {{most}} are shown at most.',
    body: 'In the settings, ask for more users in a segment: more minimum points or a larger distance ε for DBSCAN, a larger segment for HDBSCAN.',
  },
  'recipe-invalid': {
    title: 'A setting is not valid',
    where: '{{detail}}',
    body: 'Open the settings, correct what is marked, or go back to the defaults.',
  },
  'backend-unavailable': {
    title: 'The chosen backend does not work here',
    where: '',
    body: 'Choose “Automatic” in the backend menu at the top, and start again.',
  },
  'sizes-refused': {
    title: 'Even the smallest size was too much for the GPU',
    where: '',
    body: 'Choose “WebAssembly” in the backend menu at the top and measure again. The segments can be built without that: training then moves off the GPU by itself.',
  },
  'training-diverged': {
    title: 'The training ran away',
    where: 'The loss stopped being a number in epoch {{epoch}}.',
    body: 'Choose a smaller learning rate in the settings (a tenth of the present one is a good try), or choose another embedding.',
  },
  'worker-crashed': {
    title: 'The computing part of the page stopped',
    where: '',
    body: 'The segments on the screen are kept, but their details need a new run. Open the file again and build once more; if it happens twice, close other tabs to free memory.',
  },
  'out-of-memory': {
    title: 'The memory of this browser tab ran out',
    where: '',
    body: 'Close other tabs, or open a smaller file: a shorter period, or only the columns that are needed.',
  },
  cancelled: { title: 'Cancelled', where: '', body: 'Everything is as it was before.' },
  'nothing-open': {
    title: 'No file is open any more',
    where: '',
    body: 'Open the file again on the Data screen.',
  },
  'clean-several-files': {
    title: 'The clean file cannot be made of several files',
    where: 'Files were added to the first one by updates.',
    body: 'Open each file by itself and download its clean rows there.',
  },
  'source-not-kept': {
    title: 'This file was not kept with the workspace',
    where: '{{name}}',
    body: 'It was too large, or there was no room, so that only what had been read of it was kept. Open the file again from where it is, and then do this once more.',
  },
  'storage-denied': {
    title: 'This browser does not let the page keep anything',
    where: '',
    body: 'That is usual in a private window. Everything works, but it ends with the tab: save the workspace to a file, or open Shoal in an ordinary window.',
  },
  'storage-full': {
    title: 'There is no room left on this device for the workspace',
    where: '',
    body: 'The work goes on in memory. Delete workspaces that are no longer needed on the start screen, or save this one to a file before closing the tab.',
  },
  'storage-other-tab': {
    title: 'This workspace is open in another tab',
    where: '',
    body: 'What is done here is not kept, so that the two do not overwrite each other. Close one of the tabs, then open the workspace again.',
  },
  'storage-evicted': {
    title: 'The browser has cleared what was kept of this workspace',
    where: '',
    body: 'Browsers do so when the device runs out of room. Open the original file again, or a saved .shoal file.',
  },
  'storage-failed': {
    title: 'The workspace could not be kept',
    where: '{{detail}}',
    body: 'The work goes on in memory. Save the workspace to a file before closing the tab, and reload the page to try again.',
  },
  'workspace-damaged': {
    title: 'This workspace is damaged',
    where: '{{name}}',
    body: 'Part of it is missing or was changed outside Shoal, so that none of it is opened. Use an earlier copy, or begin again from the original file.',
  },
  'workspace-newer': {
    title: 'This workspace was made by a newer Shoal',
    where: '{{name}}, format {{version}}',
    body: 'Reload the page to get the newest version, then open it again.',
  },
  'workspace-not': {
    title: 'This is not a Shoal workspace',
    where: '{{name}}',
    body: 'A workspace file is one that “Save to a file” made; its name ends in .shoal.',
  },
  'workspace-gone': {
    title: 'This workspace is no longer on this device',
    where: '',
    body: 'It was deleted, perhaps in another tab. The list shows what there is now.',
  },
  'run-gone': {
    title: 'This run is no longer in the list',
    where: '',
    body: 'It was deleted, or let go for newer ones. The list shows what there is now.',
  },
  'run-current': {
    title: 'The run on the screen cannot be deleted',
    where: '',
    body: 'Build again, or go back to another result, and then delete it.',
  },
  'runs-apart': {
    title: 'These two runs have no user in common',
    where: '',
    body: 'Runs are compared by the ids of their users. Choose two runs of the same users.',
  },
  'runs-other-file': {
    title: 'This list is of another file than the one that is open',
    where: '',
    body: 'The open file has not been built yet, so the list is still that of the result on the screens. Its runs can place the users of the open file, be compared and exported. To name, delete or import runs, or to put one on the screens, build the open file first, or open the workspace of the list again.',
  },
  'run-not': {
    title: 'This is not a run that Shoal has exported',
    where: '{{name}}',
    body: 'The file of a run is the ZIP archive that “Export” on the Models screen made, with run.json in it.',
  },
  'run-damaged': {
    title: 'The file of this run is damaged',
    where: '{{name}}, {{part}}',
    body: 'Part of it is missing or was changed, so that none of it is taken over. Export the run once more where it came from.',
  },
  'run-newer': {
    title: 'This run was exported by a newer Shoal',
    where: '{{name}}, format {{version}}',
    body: 'Reload the page to get the newest version, then import it again.',
  },
  'run-model-damaged': {
    title: 'The model of this run does not fit together',
    where: '',
    body: 'Its weights are not those of its features or of its network, so that nothing can be computed with it. Export the run once more where it came from.',
  },
  'run-imported': {
    title: 'An imported run cannot be put on the screens',
    where: '',
    body: 'The events that it was made from may not be in this file. It can place the users of this file, be compared, and lend its settings to a build.',
  },
  'run-earlier': {
    title: 'An earlier Shoal kept too little of this run to put it on the screens',
    where: '',
    body: 'Use its settings and build again: the same settings give similar segments.',
  },
  'run-other-file': {
    title: 'This run is of other files than those that are open now',
    where: '',
    body: 'A newer file was added since, or taken back. “Undo”, or the list of versions in the menu of the workspace, goes back to the files of then.',
  },
  'run-other-reading': {
    title: 'The file is read in another way than for this run',
    where: '',
    body: 'Columns, cleaning or joined tables are others now, and with them the events. Set them as they were on the Data screen, then try again.',
  },
  'run-other-events': {
    title: 'The open file no longer gives what this run kept',
    where: '',
    body: 'Its users or their places on the map come out differently, so that the run was not put back. Use its settings and build again.',
  },
  'place-lacks': {
    title: 'The model of this run needs what the open file does not have: {{lacks}}',
    where: 'Not found: {{names}}.',
    body: 'Say on the Data screen which columns have it, or join the table that has it. Nothing was placed.',
  },
  'place-method': {
    title: 'The segments of this run are not told by their centres',
    where: '',
    body: 'They are dense regions or a mixture, and of this run only their centres are kept, as the archive of a run has them and as an earlier Shoal kept them; these would put users into the wrong ones. Nothing was placed.',
  },
  'placed-gone': {
    title: 'Who was placed in this run is no longer known',
    where: '',
    body: 'The file or the segments of the run are others by now. Place the users of the file in the run again.',
  },
  unknown: {
    title: 'Something went wrong that should not',
    where: '{{detail}}',
    body: 'What was on the screen is kept. Try again; if it happens again, reload the page and open the file once more.',
  },
};
