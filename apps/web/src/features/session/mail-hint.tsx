import classes from './account-page.module.css';
import { useWorkspace } from './workspace';

/** On a laptop no mail is sent: says where to read it instead. */
export const MailHint = () => {
  const { mailUrl } = useWorkspace();
  if (!mailUrl) return null;
  return (
    <div>
      Local run: mail stays on this machine.{' '}
      <a className={classes.link} href={mailUrl} target="_blank" rel="noopener noreferrer">
        Open the mail page
      </a>
    </div>
  );
};
