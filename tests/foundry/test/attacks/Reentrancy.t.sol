// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditCallback} from "alm-interfaces/ICreditCallback.sol";
import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {PoolTest} from "./PoolTest.sol";

/// Looks at something in the middle of the desk's calls, as a protocol would that lends against shares.
contract Onlooker is ICreditCallback {
    ICreditDesk private immutable DESK;
    address private immutable SHOWN;
    bytes private looked;
    bytes public seen;

    constructor(ICreditDesk desk, address shown, bytes memory look, PlainToken[2] memory paid) {
        (DESK, SHOWN, looked) = (desk, shown, look);
        for (uint256 i; i < 2; ++i) {
            paid[i].approve(address(desk), type(uint256).max);
        }
    }

    function execute(ICreditDesk.Action[] calldata actions) external {
        DESK.execute(address(this), type(uint256).max, actions);
    }

    function liquidate(ICreditDesk.Order calldata order) external {
        DESK.liquidate(order);
    }

    function onExecute(address, address, uint256, uint256, uint64) external {
        _look();
    }

    function onLiquidate(address, address, uint256, address, uint256) external {
        _look();
    }

    function _look() private {
        (, seen) = SHOWN.staticcall(looked);
    }
}

/// What is read while something is half done.
contract ReadOnlyReentrancyTest is PoolTest {
    function shown() external view returns (uint256[5] memory) {
        return _prices();
    }

    function _onlooker() private returns (Onlooker onlooker) {
        PlainToken[2] memory paid = [token, weth];
        onlooker = new Onlooker(credit, address(this), abi.encodeCall(this.shown, ()), paid);
        _enrich(address(onlooker));
    }

    function test_attack_read_only_reentrancy_sees_no_price_of_a_flash_loan() external {
        Onlooker onlooker = _onlooker();
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](4);
        actions[0] = _add(weth, 2_000 * ETH);
        actions[1] = _borrow(2_000_000 * UNIT, address(onlooker));
        actions[2] = _action(6, address(0), 0, 0, 0, address(0));
        actions[3] = _repay(ALL);
        uint256[5] memory before = _prices();
        onlooker.execute(actions);
        _assertSame(abi.decode(onlooker.seen(), (uint256[5])), before);
        _assertSame(_prices(), before);
    }

    /// While a liquidation is half done its loss is as unknown as it was before, and it is known when it is over.
    function test_attack_read_only_reentrancy_sees_no_price_of_a_loss() external {
        Onlooker onlooker = _onlooker();
        _open(alice, 14_000 * UNIT);
        _jump(weth, 700e8);
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        (order.receiver, order.callback) = (address(onlooker), true);
        uint256[5] memory before = _prices();
        onlooker.liquidate(order);
        _assertSame(abi.decode(onlooker.seen(), (uint256[5])), before);
        assertEq(_debt(alice), 0, "INV-CREDIT-04");
        assertLt(_prices()[4], before[4], "INV-LOSS-01: the buffer bears it");
    }
}
