// %% [markdown]
// ## Step 7: pictures
//
// A number such as .97 hides which digits went wrong. First one image with both predictions under it, as in the handout; then
// the test images that the adam network got wrong. Would you have read them rightly?

// %% One digit and two predictions
//| id: picture
//| role: check
//| points: 10
//| timeout: 10s
//| expect:
//|   regex:
//|     - '^  0 1 2 3 4 5 6 7$'
//|     - '^My prediction is \d$'
//|     - '^sk prediction is \d$'
//|     - '^Actual number is \d$'
let y_pred = my_predict(runs["adam"]!.layers, X_test)
let side = Int(Double(n_inputs).squareRoot())   // 8, or 28
func picture(_ i: Int) -> Figure {
    imshow(
        X_test_raw[i].reshape(side, side),
        caption: ["My prediction is \(y_pred[i])", "sk prediction is \(s_pred[i])", "Actual number is \(y_test[i])"])
}
print(picture(3))

// %% What adam got wrong
//| id: mistakes
//| role: setup
let mistakes = (0..<y_test.count).filter { y_pred[$0] != y_test[$0] }
print("\(mistakes.count) of \(y_test.count) test images are wrong")
let shown = mistakes.isEmpty ? [0, 1, 2, 3] : Array(mistakes.prefix(12))
imshow(
    shown.map { X_test_raw[$0].reshape(side, side) }, title: mistakes.isEmpty ? "none wrong; some right ones" : "",
    captions: shown.map { ["said \(y_pred[$0])", "is \(y_test[$0])"] })
