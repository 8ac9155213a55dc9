internal import AWSAPI
internal import JSON

extension Stacks {
    /// Works on a stack until nothing is under way any more.
    ///
    /// The work outlives the call that asked for it: a client that goes away leaves no stack half done.
    func work(on id: String, _ work: StackWork) async {
        works[id] = work
        let task = Task { await self.steps(of: id) }
        await task.value
        works[id] = nil
    }

    private func steps(of id: String) async {
        while let stack = states[id]?.stack, let work = works[id],
            let step = StackStep.next(for: stack, order: work.order, handled: work.handled, failed: work.failed)
        {
            switch step {
            case .apply(let logicalID): await apply(logicalID, id)
            case .restore(let logicalID): await restore(logicalID, id)
            case .remove(let resource): await remove(resource, id)
            case .conclude: conclude(id)
            }
        }
    }

    // MARK: Forward

    /// Makes, changes, replaces or keeps a resource, as the template says.
    private func apply(_ logicalID: String, _ id: String) async {
        guard let state = states[id], let work = works[id], let blueprint = work.blueprint,
            let template = blueprint.template.resource(logicalID)
        else { return fail(id, "Resource \(logicalID) is not in the template.") }
        guard !work.isCancelled else { return fail(id, "User Initiated") }
        let known = Evaluator.Resources.known(state.resources, exports: exports(for: state.stack))
        var target: StackResource
        do {
            target = StackResource(
                template, try blueprint.properties(of: template, known), blueprint.metadata(of: template, known),
                dependsOn: blueprint.graph.dependencies[logicalID] ?? [], tags: state.stack.deployment.tags)
        } catch {
            return fail(id, error.message)
        }
        target.changedAt = clock()
        let old = state.resources[logicalID]
        let schema = types[target.type]?.schema ?? ResourceSchema(isOpen: true)
        switch ResourceDecision(
            old, type: target.type, properties: target.properties, tags: target.stackTags, schema: schema)
        {
        case .add: await make(target, id)
        case .modify: await modify(target, from: old ?? target, id)
        case .replace: await replace(old ?? target, by: target, id)
        case .keep:
            if let old, case let described = old.described(as: target), described != old {
                change(id) { $0.keep(described) }
            }
            works[id]?.handled.insert(logicalID)
        }
    }

    private func make(_ target: StackResource, _ id: String) async {
        let context = context(target, id)
        var resource = target
        resource.status = .createInProgress
        do {
            let type = try checkedType(of: target)
            // A name of our own making is known to be ours, should we be killed before we hear that it is there.
            let generated = try type.generatedID(Parameters(target.properties), context)
            change(id) { state in
                state.tell(of: resource, at: clock())
                resource.physicalID = generated
                state.keep(resource)
            }
            resource.take(try await type.create(Parameters(target.properties), context))
            change(id) { state in
                state.tell(of: resource, reason: "Resource creation Initiated", at: clock())
                resource.status = .createComplete
                state.put(resource, at: clock())
            }
            works[id]?.handled.insert(target.logicalID)
        } catch {
            resource.status = .createFailed
            resource.statusReason = reason(error, context)
            resource.physicalID = nil
            change(id) { $0.put(resource, at: clock()) }
            fail(id, "The following resource(s) failed to create: [\(target.logicalID)]. ")
        }
    }

    private func modify(_ target: StackResource, from old: StackResource, _ id: String) async {
        let context = context(target, id, isRepeat: old.status == .updateFailed || old.status == .updateInProgress)
        var resource = target
        resource.physicalID = old.physicalID
        resource.attributes = old.attributes
        resource.status = .updateInProgress
        // From here on the resource may be either; what has been asked of it is what a rollback goes back from.
        change(id) { $0.put(resource, at: clock()) }
        do {
            let type = try checkedType(of: target)
            resource.take(
                try await type.update(
                    old.physicalID ?? "", from: Parameters(old.properties), to: Parameters(target.properties), context))
            resource.status = .updateComplete
            change(id) { $0.put(resource, at: clock()) }
            works[id]?.handled.insert(target.logicalID)
        } catch {
            resource.status = .updateFailed
            resource.statusReason = reason(error, context)
            change(id) { $0.put(resource, at: clock()) }
            fail(id, "The following resource(s) failed to update: [\(target.logicalID)]. ")
        }
    }

    private func replace(_ old: StackResource, by target: StackResource, _ id: String) async {
        let context = context(target, id)
        var resource = target
        resource.status = .updateInProgress
        resource.physicalID = old.physicalID
        do {
            let type = try checkedType(of: target)
            try refuseSameName(old, target, type.schema)
            resource.statusReason =
                "Requested update requires the creation of a new physical resource; hence creating one."
            let generated = try type.generatedID(Parameters(target.properties), context)
            change(id) { state in
                state.tell(of: resource, at: clock())
                if let generated { state.expectSuperseded(target.named(generated)) }
            }
            resource.take(try await type.create(Parameters(target.properties), context))
            resource.statusReason = nil
            change(id) { state in
                state.supersede(old)
                state.tell(of: resource, reason: "Resource creation Initiated", at: clock())
                resource.status = .updateComplete
                state.put(resource, at: clock())
            }
            works[id]?.handled.insert(target.logicalID)
        } catch {
            var failed = old
            failed.status = .updateFailed
            failed.statusReason = reason(error, context)
            change(id) { $0.put(failed, at: clock()) }
            fail(id, "The following resource(s) failed to update: [\(target.logicalID)]. ")
        }
    }

    private func refuseSameName(
        _ old: StackResource, _ target: StackResource, _ schema: ResourceSchema
    ) throws(AWSError) {
        guard old.type == target.type, let property = schema.nameProperty,
            let name = target.properties[property]?.scalarText, name == old.properties[property]?.scalarText
        else { return }
        throw .validation(
            "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename \(name) and update the stack again."
        )
    }

    // MARK: Back

    /// Brings a resource back to what it was when the stack was whole.
    private func restore(_ logicalID: String, _ id: String) async {
        guard let state = states[id],
            let old = state.stack.lastStable?.resources.first(where: { $0.logicalID == logicalID })
        else { return }
        defer { works[id]?.handled.insert(logicalID) }
        guard let current = state.resources[logicalID], current.isSame(as: old) else {
            // Its successor is on the list of what leaves; the old one is still there.
            var back = old
            back.status = .updateComplete
            return change(id) { $0.put(back, at: clock()) }
        }
        let isTouched = current.status == .updateInProgress || current.status == .updateFailed
        guard isTouched || current.properties != old.properties || current.stackTags != old.stackTags else {
            return change(id) { $0.keep(old) }
        }
        let context = context(old, id, isRepeat: isTouched)
        do {
            let type = try types.type(old.type)
            var back = current
            back.status = .updateInProgress
            back.statusReason = nil
            change(id) { $0.put(back, at: clock()) }
            let made = try await type.update(
                old.physicalID ?? "", from: Parameters(current.properties), to: Parameters(old.properties), context)
            back = old
            back.take(made)
            back.status = .updateComplete
            change(id) { $0.put(back, at: clock()) }
        } catch {
            var failed = current
            failed.status = .updateFailed
            failed.statusReason = reason(error, context)
            change(id) { $0.put(failed, at: clock()) }
            setStatus(
                id, .updateRollbackFailed, reason: "The following resource(s) failed to update: [\(logicalID)]. ")
        }
    }

    // MARK: Away

    /// Deletes a resource, or leaves it where its policy wants it to stay.
    private func remove(_ resource: StackResource, _ id: String) async {
        guard let state = states[id], let work = works[id] else { return }
        var resource = resource
        guard !work.retained.contains(resource.logicalID), !state.retains(resource) else {
            resource.status = .deleteSkipped
            resource.statusReason = nil
            return left(resource, id)
        }
        resource.status = .deleteInProgress
        resource.statusReason = nil
        change(id) { state in
            if state.isCurrent(resource) { state.keep(resource) }
            state.tell(of: resource, at: clock())
        }
        let context = context(resource, id)
        do {
            let type = try types.type(resource.type)
            try await type.delete(resource.physicalID ?? "", Parameters(resource.properties), context)
            resource.status = .deleteComplete
            left(resource, id)
        } catch {
            resource.status = .deleteFailed
            resource.statusReason = reason(error, context)
            if state.stack.status == .updateCleanup || state.stack.status == .updateRollbackCleanup {
                // A cleanup ends all the same; what could not be deleted is no part of the stack any more.
                return left(resource, id)
            }
            works[id]?.failed.insert(resource.logicalID)
            change(id) { $0.put(resource, at: clock()) }
        }
    }

    private func left(_ resource: StackResource, _ id: String) {
        change(id) { state in
            state.tell(of: resource, at: clock())
            if state.isCurrent(resource) { state.keep(resource) }
            state.change { stack in
                stack.leaving.removeAll { $0.isSame(as: resource) && $0.logicalID == resource.logicalID }
            }
        }
    }
}
