import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { placeAndWay, problemWords } from '../../ui/problem-words';
import { useWorkbench } from '../../workbench/store';

/** What went wrong, within the dialog: the banner is behind it. */
export function DialogProblem() {
  const { t } = useTranslation();
  const format = useFormat();
  const problem = useWorkbench((state) => state.problem);
  if (!problem) return null;
  const words = problemWords(problem.error, t, format);
  return (
    <Note tone="act" title={words.title}>
      {placeAndWay(words, format)}
    </Note>
  );
}
