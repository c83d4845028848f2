import { TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { report, select } from '../../workbench/actions';
import { findUser } from '../../workbench/queries';
import styles from './segments.module.css';

/** Finds a user by id and selects it. */
export function FindUser() {
  const { t } = useTranslation();
  const [id, setId] = useState('');
  const [missing, setMissing] = useState(false);
  const find = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = id.trim();
    if (!wanted) return;
    try {
      const found = await findUser(wanted);
      setMissing(found === null);
      if (found) select({ kind: 'user', row: found.row });
    } catch (error) {
      report(error);
    }
  };
  return (
    <form role="search" className={styles.find} onSubmit={(event) => void find(event)}>
      <TextInput
        size="xs"
        type="search"
        aria-label={t('segments.find.label')}
        placeholder={t('segments.find.label')}
        value={id}
        error={missing ? t('segments.find.missing') : null}
        onChange={(event) => {
          setId(event.currentTarget.value);
          setMissing(false);
        }}
      />
      <button type="submit" className="visually-hidden">
        {t('segments.find.submit')}
      </button>
    </form>
  );
}
