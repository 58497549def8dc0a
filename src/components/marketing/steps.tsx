const steps = [
  {
    title: "Upload the two exports",
    text: "Take the files as the portal writes them. Columns may come in any order and under other names; you confirm the mapping once and it is remembered.",
  },
  {
    title: "Read the preview, then confirm",
    text: "You see what is new, what changed and which orders it pushes over a threshold. Nothing counts until you confirm.",
  },
  {
    title: "Act on the few that matter",
    text: "The dashboard puts the worst orders first. Acknowledge alerts, ask the client for a change order, and see when it arrives.",
  },
] as const;

export function Steps() {
  return (
    <section className="border-b bg-canvas">
      <div className="mx-auto max-w-6xl px-4 py-12 sm:px-6 sm:py-16">
        <h2 className="text-xl font-semibold tracking-tight sm:text-2xl">How it works</h2>
        <ol className="mt-6 grid gap-6 md:grid-cols-3 md:gap-8">
          {steps.map((step, index) => (
            <li key={step.title} className="border-t-2 border-brand pt-4">
              <span aria-hidden className="text-[0.8125rem] font-medium text-muted-foreground tabular-nums">
                Step {index + 1}
              </span>
              <h3 className="mt-1 text-[0.9375rem] font-semibold">{step.title}</h3>
              <p className="mt-1.5 text-pretty text-muted-foreground">{step.text}</p>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
