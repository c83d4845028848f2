import { useId, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useArrive } from './use-arrive';
import classes from './OpenFile.module.css';

/** A hint for the dialogue alone: what a file is, its content says. */
const ACCEPTED =
  '.csv,.tsv,.txt,.gz,.zip,.xlsx,.xls,.ods,.html,.htm,.xml,.parquet,.json,.jsonl,.ndjson,.shoal,text/csv,text/tab-separated-values,text/plain,application/gzip,application/zip,application/json';

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
    arrive([...(event.currentTarget.files ?? [])]);
    // So that choosing the same file again, mended meanwhile, is a change.
    event.currentTarget.value = '';
  };
  return (
    <div className={`${classes.openFile} ${className ?? ''}`}>
      <input
        id={id}
        type="file"
        className={classes.fileInput}
        multiple={!workspaces}
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
