import { useTranslation } from 'react-i18next';
import { Card, Section } from '../../ui/Section';
import type { Draft } from '../../workbench/store';
import { SampleOption } from './SampleOption';
import { TextReading } from './TextReading';
import { isWritten } from './written-text';
import classes from './ReadingOptions.module.css';

interface Props extends Pick<Draft, 'preview' | 'mapping' | 'cleaning'> {
  readonly disabled: boolean;
}

/** How a table of users is written, and whether all of them are read. Every change reads the file again. */
export function TableReading({ preview, mapping, cleaning, disabled }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t('data.reading.title')}>
      <Card>
        <div className={classes.options}>
          {isWritten(preview) ? <TextReading preview={preview} reading={mapping.reading} disabled={disabled} /> : null}
          <SampleOption cleaning={cleaning} disabled={disabled} />
        </div>
      </Card>
    </Section>
  );
}
