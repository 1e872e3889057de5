/// Options in the metadata of an `.ipynb`, whose objects have no order: every program that saves one sorts the keys.
enum StoredOptions {
    /// For the metadata: `values` become a list of objects with one key each, since their order counts.
    static func stored(_ fields: JSONObject) -> JSONObject {
        changingValues(fields) { values in
            guard case .object(let object) = values else { return values }
            return .array(object.members.map { .object(JSONObject([$0])) })
        }
    }

    /// For YAML lines: `values` as keys again, and the other keys in the order in which people write them.
    static func written(_ fields: JSONObject) -> JSONObject {
        let fields = changingValues(fields) { values in
            guard case .array(let entries) = values else { return values }
            return .object(JSONObject(entries.flatMap { $0.object?.members ?? [] }))
        }
        var ordered = inOrder(fields, CellOptions.keys)
        if let expect = fields["expect"]?.object { ordered["expect"] = .object(inOrder(expect, CellExpectation.keys)) }
        return ordered
    }

    private static func changingValues(_ fields: JSONObject, _ change: (JSON) -> JSON) -> JSONObject {
        guard var expect = fields["expect"]?.object, let values = expect["values"] else { return fields }
        var fields = fields
        expect["values"] = change(values)
        fields["expect"] = .object(expect)
        return fields
    }

    private static func inOrder(_ object: JSONObject, _ keys: [String]) -> JSONObject {
        let known = keys.compactMap { key in object[key].map { JSONObject.Member(key, $0) } }
        return JSONObject(known + object.members.filter { !keys.contains($0.key) })
    }
}
