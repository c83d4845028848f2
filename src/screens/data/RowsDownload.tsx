import type { QualityReport } from '../../../workers/protocol/ingest';
import { exportClean, exportRejected } from '../../workbench/actions';
import { rejections } from './quality-figures';
import { RowsButton } from './RowsButton';
import classes from './QualitySection.module.css';

/** Saves the rows that were kept, as cleaning left them, or the rejected ones with line number and reason, those of joined tables among them. */
export function RowsDownload({ quality }: { quality: QualityReport }) {
  const { fileName, kept, joins = [] } = quality;
  const rejected = joins.reduce((sum, join) => sum + join.rejected, rejections(quality).total);
  return (
    <div className={classes.downloads}>
      <RowsButton part="clean" rows={kept} fileName={fileName} make={exportClean} />
      <RowsButton part="rejected" rows={rejected} fileName={fileName} make={exportRejected} />
    </div>
  );
}
