import type { ComponentProps, ReactNode } from "react";

type RadioCardProps = Omit<ComponentProps<"input">, "type" | "id" | "name" | "value"> & {
  name: string;
  value: string;
  label: ReactNode;
  /** What choosing it means. */
  children: ReactNode;
};

/** One answer to a question, with what it means, in a frame that shows which one is chosen. */
export function RadioCard({ name, value, label, children, ...input }: RadioCardProps) {
  const id = `${name}-${value}`;
  return (
    <div className="flex items-start gap-2.5 rounded-md border p-3 has-checked:border-brand has-checked:bg-info-surface">
      <input
        type="radio"
        id={id}
        name={name}
        value={value}
        aria-describedby={`${id}-meaning`}
        className="mt-0.5 size-4 shrink-0 accent-primary"
        {...input}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="cursor-pointer font-medium">
          {label}
        </label>
        <p id={`${id}-meaning`} className="text-muted-foreground">
          {children}
        </p>
      </div>
    </div>
  );
}
