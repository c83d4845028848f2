import { fileSafe, saveBlob } from '../../../charts/save';
import { saveOpenWorkspace, saveWorkspace } from '../../../workbench/workspaces';

/** `shop.csv` as `shop.shoal`. */
function shoalName(name: string): string {
  const plain = fileSafe(name.replace(/(\.(csv|tsv|txt|gz|shoal))+$/i, ''));
  return `${plain || 'shoal'}.shoal`;
}

/** A workspace on the list, as a download. */
export async function downloadWorkspace(id: string, name: string): Promise<void> {
  const blob = await saveWorkspace(id, name);
  if (blob) saveBlob(blob, shoalName(name));
}

/** What is on the screen, as a download. */
export async function downloadOpenWorkspace(name: string): Promise<void> {
  const blob = await saveOpenWorkspace(name);
  if (blob) saveBlob(blob, shoalName(name));
}
