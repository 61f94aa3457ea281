import classes from './skeleton-rows.module.css';
import { useAfter } from './use-after';

const widths = [62, 38, 84, 51, 73, 45];

/** Rows of true height while the first ones load; nothing for the first 200 ms, so that a fast load does not flicker. */
export const SkeletonRows = ({ rows, faces = false }: { rows: number; faces?: boolean }) => {
  const shown = useAfter(200, true);
  return (
    <div className={classes.rows} aria-hidden data-shown={shown}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className={classes.row}>
          {faces && <span className={classes.face} />}
          <span className={classes.lines}>
            {faces && <span className={classes.line} style={{ width: 110 }} />}
            <span className={classes.line} style={{ width: `${widths[i % widths.length]}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
};
