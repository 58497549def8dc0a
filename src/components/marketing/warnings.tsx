const groups = [
  {
    title: "By e-mail, when it happens",
    items: [
      {
        term: "An order reaches 75%, 90% or 100%",
        text: "of its authorised value, or whichever thresholds you set.",
      },
      { term: "A promised date has passed", text: "and the client has not raised the order's value." },
    ],
  },
  {
    title: "On screen, where you work",
    items: [
      { term: "Running out too early", text: "the forecast reaches 100% before the completion date." },
      { term: "Accepted but not invoiced", text: "for 30 days: money nobody has asked for." },
      {
        term: "Surveys without an order",
        text: "kept apart, and linked by themselves when the order arrives.",
      },
      {
        term: "Surveys the client withdrew",
        text: "missing from the newest full export, with their effect.",
      },
      { term: "Order values that changed", text: "with the amount before and after." },
    ],
  },
] as const;

export function Warnings() {
  return (
    <section className="border-b">
      <div className="mx-auto max-w-6xl px-4 py-12 sm:px-6 sm:py-16">
        <h2 className="text-xl font-semibold tracking-tight sm:text-2xl">What it warns you about</h2>
        <div className="mt-6 grid gap-8 md:grid-cols-[2fr_3fr] md:gap-12">
          {groups.map((group) => (
            <div key={group.title}>
              <h3 className="text-[0.8125rem] font-medium text-muted-foreground">{group.title}</h3>
              <dl className="mt-2 divide-y border-y">
                {group.items.map((item) => (
                  <div key={item.term} className="py-2.5">
                    <dt className="font-medium">{item.term}</dt>
                    <dd className="text-muted-foreground">{item.text}</dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}
