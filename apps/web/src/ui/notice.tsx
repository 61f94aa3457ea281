import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

const icons = { danger: IconAlertTriangle, info: IconInfoCircle, ok: IconCircleCheck };

/** A sentence that matters, with an icon: colour is never alone. `summary`: takes the focus when a form failed. */
export const Notice = ({
  tone,
  children,
  summary = false,
}: {
  tone: keyof typeof icons;
  children: ReactNode;
  summary?: boolean;
}) => {
  const Icon = icons[tone];
  return (
    <div
      className={classes.notice}
      data-tone={tone}
      role={tone === 'danger' ? 'alert' : 'status'}
      {...(summary && { 'data-summary': true, tabIndex: -1 })}
    >
      <Icon size={18} stroke={1.75} aria-hidden className={classes.icon} />
      <div>{children}</div>
    </div>
  );
};
