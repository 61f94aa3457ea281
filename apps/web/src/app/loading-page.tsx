import { Brand } from '../ui/brand';
import { useAfter } from '../ui/use-after';
import classes from './loading-page.module.css';

/** While it is found out who is here; blank for the first 200 ms. */
export const LoadingPage = () => {
  const shown = useAfter(200, true);
  return (
    <main className={classes.page} aria-busy>
      <h1 className="p-hidden">Parley is starting</h1>
      {shown && <Brand size={48} />}
    </main>
  );
};
