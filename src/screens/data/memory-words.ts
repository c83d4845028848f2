import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/format';
import type { LargeFile } from '../../workbench/large-file';

/** How much memory there is, where more is needed. */
export function memoryWords({ device, limit }: Pick<LargeFile, 'device' | 'limit'>, t: TFunction, format: Format): string {
  return device === null
    ? t('data.large.unknown', { limit: format.bytes(limit) })
    : t('data.large.device', { device: format.bytes(device), limit: format.bytes(limit) });
}
