import { avatarColours, initials } from '../../ui/avatar';
import classes from '../../ui/settings.module.css';

/** The ground of my initials, one of eight; none chosen is one that my id picks. */
export const ColourField = ({
  name,
  value,
  onChange,
}: {
  name: string;
  value: number | undefined;
  onChange(colour: number): void;
}) => (
  <fieldset className={classes.colours}>
    <legend>Avatar colour</legend>
    {avatarColours.map((colour, i) => (
      <label key={colour.name} className={classes.colour} style={{ background: colour.ground }}>
        <input type="radio" name="colour" aria-label={colour.name} checked={value === i} onChange={() => onChange(i)} />
        {/* Not by colour alone. */}
        <span aria-hidden>{value === i ? '✓' : initials(name)}</span>
      </label>
    ))}
  </fieldset>
);
