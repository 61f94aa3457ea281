import { type ComponentProps, type RefObject, useLayoutEffect } from 'react';

/** A text field as high as its text, up to the `max-height` of its style. */
export const GrowingTextarea = ({
  field,
  ...props
}: ComponentProps<'textarea'> & { field: RefObject<HTMLTextAreaElement | null> }) => {
  // Newer browsers do this by `field-sizing: content` alone; setting the height does no harm there.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || CSS.supports('field-sizing', 'content')) return;
    element.style.setProperty('height', 'auto');
    element.style.setProperty('height', `${element.scrollHeight}px`);
  }, [field, props.value]);
  return <textarea ref={field} rows={1} {...props} />;
};
