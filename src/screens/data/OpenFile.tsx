import { useId, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openFile } from '../../workbench/actions';
import classes from './data.module.css';

const ACCEPTED = '.csv,.tsv,.txt,.gz,text/csv,text/tab-separated-values,text/plain,application/gzip';

/** The file input behind whatever it is dressed as. The input itself takes the focus, so the keyboard reaches it. */
export function OpenFile({ children, className, describedBy }: { children: ReactNode; className?: string; describedBy?: string }) {
  const { t } = useTranslation();
  const id = useId();
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (file) void openFile(file);
    // So that choosing the same file again, mended meanwhile, is a change.
    event.currentTarget.value = '';
  };
  return (
    <div className={`${classes.openFile} ${className ?? ''}`}>
      <input
        id={id}
        type="file"
        className={classes.fileInput}
        accept={ACCEPTED}
        aria-label={t('data.welcome.input')}
        aria-describedby={describedBy}
        onChange={change}
      />
      {/* The input is named by aria-label; the label only widens what can be clicked. */}
      <label htmlFor={id} className={classes.fileLabel}>
        {children}
      </label>
    </div>
  );
}
