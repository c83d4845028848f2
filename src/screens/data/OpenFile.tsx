import { useId, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useArrive } from './use-arrive';
import classes from './OpenFile.module.css';

const ACCEPTED = '.csv,.tsv,.txt,.gz,.shoal,text/csv,text/tab-separated-values,text/plain,application/gzip';

interface OpenFileProps {
  readonly children: ReactNode;
  readonly className?: string;
  readonly describedBy?: string;
  /** Asks for a `.shoal` file alone. */
  readonly workspaces?: boolean;
}

/** The file input behind whatever it is dressed as. The input itself takes the focus, so the keyboard reaches it. */
export function OpenFile({ children, className, describedBy, workspaces = false }: OpenFileProps) {
  const { t } = useTranslation();
  const id = useId();
  const arrive = useArrive();
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (file) arrive(file);
    // So that choosing the same file again, mended meanwhile, is a change.
    event.currentTarget.value = '';
  };
  return (
    <div className={`${classes.openFile} ${className ?? ''}`}>
      <input
        id={id}
        type="file"
        className={classes.fileInput}
        accept={workspaces ? '.shoal' : ACCEPTED}
        aria-label={t(workspaces ? 'workspace.openFile' : 'data.welcome.input')}
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
