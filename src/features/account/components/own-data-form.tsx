import { Button, type ButtonProps } from "@/components/ui/button";
import { paths } from "@/libs/paths";

/**
 * Hands out everything that is kept about whoever asks, as a file. A form, because taking it out is recorded, and a page
 * of another site must not make a browser do it.
 */
export function OwnDataForm(look: Pick<ButtonProps, "variant" | "size">) {
  return (
    <form method="post" action={paths.settings.ownData}>
      <Button type="submit" {...look}>
        Download my data
      </Button>
    </form>
  );
}
