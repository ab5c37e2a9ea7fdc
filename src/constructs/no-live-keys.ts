import { App, type IAspect, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { liveKeyFlaws } from "./live-keys/live-key-flaws.js";

/** Properties of {@link NoLiveKeys}. */
export interface NoLiveKeysProps {
  /** Constructs that are let be, with everything in them. @default - none */
  readonly except?: readonly IConstruct[] | undefined;
}

/**
 * Makes the synthesis fail where a live key would reach Terraform: where an `IamAccessKey` feeds an object of the
 * gateway, by our provider or by the official one, through locals and from other stacks, too; where a literal looks
 * like an AWS access key; and where a literal stands for a secret: in write-only arguments (`*_wo`), in the secret
 * arguments of the gateway's providers, the AWS provider and the S3 backend, and as the default of a sensitive
 * variable. All flaws are listed at once, each with its cure; no value is shown. Nothing of the stack is written then.
 *
 * ```ts
 * NoLiveKeys.in(app);
 * app.synth();
 * ```
 *
 * It is an aspect, so `Aspects.of(stack).add(new NoLiveKeys())` does the same for a stack. cdktf never asks the aspects
 * of an App; that is what {@link NoLiveKeys.in} is for. An App with `skipValidation` skips this, too.
 */
export class NoLiveKeys implements IAspect {
  /**
   * Guards a stack, a part of it, or all stacks of an App. Stacks that are made only afterwards are found, too, but
   * after they were written.
   */
  static in(scope: IConstruct, props: NoLiveKeysProps = {}): NoLiveKeys {
    const guard = new NoLiveKeys(props);
    const isApp = App.isApp(scope);
    for (const root of isApp ? stacksIn(scope) : [scope]) guard.#watch(root);
    if (isApp) {
      scope.node.addValidation({
        validate: () => guard.#unvisited(stacksIn(scope).flatMap((stack) => stack.node.findAll())),
      });
    }
    return guard;
  }

  readonly #except: ReadonlySet<IConstruct>;
  readonly #visited = new WeakSet<IConstruct>();

  constructor({ except = [] }: NoLiveKeysProps = {}) {
    this.#except = new Set(except);
  }

  /** Called by cdktf for each construct. The look itself comes with the validations, which report everything at once. */
  visit(node: IConstruct): void {
    if (this.#visited.has(node)) return;
    this.#visited.add(node);
    node.node.addValidation({ validate: () => this.#flawsOf(node) });
  }

  /**
   * Sends the look around as the first of a tree's validations, which come from the root down. Not by aspects: cdktf and
   * cdktn each ask their own.
   */
  #watch(root: IConstruct): void {
    root.node.addValidation({
      validate: () => {
        const [own, ...below] = root.node.findAll();
        for (const node of below) this.visit(node);
        return own && !this.#visited.has(own) ? this.#flawsOf(own) : [];
      },
    });
  }

  #unvisited(nodes: readonly IConstruct[]): string[] {
    return nodes
      .filter((node) => !this.#visited.has(node))
      .flatMap((node) => this.#flawsOf(node).map((flaw) => `[${node.node.path}] ${flaw}`));
  }

  #flawsOf(node: IConstruct): string[] {
    return node.node.scopes.some((scope) => this.#except.has(scope)) ? [] : liveKeyFlaws(node);
  }
}

function stacksIn(app: IConstruct): TerraformStack[] {
  return app.node.findAll().filter(TerraformStack.isStack);
}
