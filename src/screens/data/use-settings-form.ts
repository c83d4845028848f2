import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { changeSettings } from '../../workbench/actions';
import { defaultSettings, useWorkbench } from '../../workbench/store';
import { formOf, readForm, type FieldProblems, type SettingsForm } from './settings-form';

/** Fields that follow the store's settings, and write to it whenever all of them are valid. */
export function useSettingsForm(timeZone: string): {
  form: SettingsForm;
  problems: FieldProblems;
  change: (part: Partial<SettingsForm>) => void;
  reset: () => void;
} {
  const settings = useWorkbench((state) => state.settings);
  const [form, setForm] = useState(() => formOf(settings, timeZone));
  // What this form wrote itself must not come back and overwrite how a number was typed.
  const written = useRef(settings);
  const zone = useRef(timeZone);

  useEffect(() => {
    if (written.current !== settings || zone.current !== timeZone) setForm(formOf(settings, timeZone));
    written.current = settings;
    zone.current = timeZone;
  }, [settings, timeZone]);

  const { problems } = useMemo(() => readForm(form, settings, timeZone), [form, settings, timeZone]);

  const change = useCallback(
    (part: Partial<SettingsForm>) => {
      const next = { ...form, ...part };
      setForm(next);
      const read = readForm(next, settings, timeZone);
      if (!read.settings) return;
      changeSettings(read.settings);
      written.current = useWorkbench.getState().settings;
    },
    [form, settings, timeZone],
  );

  return { form, problems, change, reset };
}

function reset(): void {
  const { seed, features, encoder, clustering } = defaultSettings();
  changeSettings({ seed, features, encoder, clustering });
}
