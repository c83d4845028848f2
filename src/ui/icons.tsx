import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

const FISH = 'M7 0C4.6-3.4-.6-3.4-3.4-.4L-7-3V3L-3.4.4C-.6 3.4 4.6 3.4 7 0Z';

/** Three fish that swim the same way. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" fill="currentColor" aria-hidden="true" focusable="false">
      <path d={FISH} transform="translate(19 8)" />
      <path d={FISH} transform="translate(11 16)" opacity="0.75" />
      <path d={FISH} transform="translate(22 24)" opacity="0.5" />
    </svg>
  );
}

export const DataIcon = () => (
  <Icon>
    <rect x="3" y="3.5" width="14" height="13" rx="2" />
    <path d="M3 8h14M3 12.2h14M8 8v8.5" />
  </Icon>
);

export const SegmentsIcon = () => (
  <Icon>
    <circle cx="6.5" cy="7" r="3.5" />
    <circle cx="14.5" cy="6" r="2.2" />
    <circle cx="12.5" cy="14" r="3" />
  </Icon>
);

export const DriftIcon = () => (
  <Icon>
    <path d="M2.5 6c2.5-2.4 5-2.4 7.5 0s5 2.4 7.5 0" />
    <path d="M2.5 10.5c2.5-2.4 5-2.4 7.5 0s5 2.4 7.5 0" />
    <path d="M2.5 15c2.5-2.4 5-2.4 7.5 0s5 2.4 7.5 0" />
  </Icon>
);

export const ModelsIcon = () => (
  <Icon>
    <circle cx="4.5" cy="6" r="1.8" />
    <circle cx="4.5" cy="14" r="1.8" />
    <circle cx="15.5" cy="10" r="1.8" />
    <path d="m6.2 6.7 7.5 2.6m-7.5 4 7.5-2.6M4.5 7.8v4.4" />
  </Icon>
);

export const ShieldIcon = () => (
  <Icon>
    <path d="M10 2.5 4 4.8v4.7c0 3.7 2.5 6.6 6 8 3.5-1.4 6-4.3 6-8V4.8L10 2.5Z" />
    <path d="m7.4 9.8 1.9 1.9 3.4-3.6" />
  </Icon>
);

export const ChipIcon = () => (
  <Icon>
    <rect x="5" y="5" width="10" height="10" rx="1.5" />
    <path d="M8 2.5V5m4-2.5V5M8 15v2.5m4-2.5v2.5M2.5 8H5m-2.5 4H5m10-4h2.5M15 12h2.5" />
  </Icon>
);

export const SunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2.5v1.7m0 11.6v1.7M2.5 10h1.7m11.6 0h1.7M4.7 4.7l1.2 1.2m8.2 8.2 1.2 1.2m0-10.6-1.2 1.2m-8.2 8.2-1.2 1.2" />
  </Icon>
);

export const MoonIcon = () => (
  <Icon>
    <path d="M16.5 11.8A6.8 6.8 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3Z" />
  </Icon>
);

export const LanguageIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.2" />
    <path d="M2.8 10h14.4M10 2.8c2.2 2.1 3.2 4.5 3.2 7.2s-1 5.1-3.2 7.2c-2.2-2.1-3.2-4.5-3.2-7.2s1-5.1 3.2-7.2Z" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5.5 5.5 9 9m0-9-9 9" />
  </Icon>
);

export const AlertIcon = () => (
  <Icon>
    <path d="M10 3 2.5 16.5h15L10 3Z" />
    <path d="M10 8.2v3.6m0 2.1v.1" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m4.5 10.5 3.7 3.7 7.3-8" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M10 4.75v.5M10 9.75v.5M10 14.75v.5" strokeWidth="2.4" />
  </Icon>
);

export const ChevronIcon = () => (
  <Icon>
    <path d="m6 8 4 4 4-4" />
  </Icon>
);
