import { Link, type LinkProps } from 'react-router';
import classes from './account-page.module.css';

/** A link to another page of ours. */
export const TextLink = (props: LinkProps) => <Link className={classes.link} {...props} />;
