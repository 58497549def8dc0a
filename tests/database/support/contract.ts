import { expect } from "vitest";
import { z } from "zod";

type Json = Record<string, unknown>;

interface Description {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, { schema: Json }> }> }>
  >;
  components: { schemas: Record<string, Json> };
}

/** Holds answers to an OpenAPI document. */
export function contractOf(description: unknown) {
  const { paths, components } = description as Description;

  /** The schema with what it refers to put in its place. */
  const whole = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(whole);
    if (part === null || typeof part !== "object") return part;
    const { $ref: address } = part as { $ref?: string };
    if (address !== undefined) {
      const schema = components.schemas[address.replace("#/components/schemas/", "")];
      if (!schema) throw new Error(`The document refers to ${address}, which it doesn't hold.`);
      return whole(schema);
    }
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, whole(value)]));
  };

  return {
    /** Expects that the document foresees the answer's status, type and every field of it. @returns its body */
    async check(path: string, method: string, answer: Response): Promise<unknown> {
      const operation = paths[path]?.[method.toLowerCase()];
      const foreseen = operation?.responses[String(answer.status)];
      const type = answer.headers.get("content-type") ?? "";
      const body: unknown = await answer.json();
      expect(foreseen, `${method} ${path} answered ${answer.status}: ${JSON.stringify(body)}`).toBeDefined();
      const schema = foreseen?.content[type]?.schema;
      expect(schema, `${method} ${path} answered ${answer.status} with ${type}`).toBeDefined();
      const result = z
        .fromJSONSchema(whole(schema) as Parameters<typeof z.fromJSONSchema>[0])
        .safeParse(body);
      expect(result.error?.issues ?? [], `${method} ${path} ${answer.status}`).toEqual([]);
      return body;
    },
  };
}
